package io.raygate.forward.http1;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.raygate.exchange.Fields;
import java.nio.charset.StandardCharsets;

/** What a parser told, as text. */
final class RecordedAnswer implements AnswerSink {
    static final AnswerLimits LIMITS = new AnswerLimits(1024, 20, 3);

    private final StringBuilder told = new StringBuilder();
    private final AnswerParser parser = new AnswerParser(LIMITS, this);
    private boolean afterHead;

    AnswerParser parser() {
        return parser;
    }

    /** Feeds all bytes in pieces of that size, and tells what was told. */
    String feed(String bytes, int piece) {
        for (int i = 0; i < bytes.length(); i += piece) {
            String part = bytes.substring(i, Math.min(i + piece, bytes.length()));
            ByteBuf in = Unpooled.copiedBuffer(part, StandardCharsets.ISO_8859_1);
            parser.read(in);
            if (in.isReadable()) {
                told.append(" +").append(in.toString(StandardCharsets.ISO_8859_1));
            }
        }
        return told();
    }

    String told() {
        return told.toString().strip();
    }

    @Override
    public void interim(int status, Fields fields) {
        told.append(" interim ").append(status).append(text(fields));
    }

    @Override
    public void head(AnswerHead head) {
        told.append(' ').append(head.status()).append(text(head.fields()));
        told.append(head.bodyless() ? " bodyless" : "");
        afterHead = true;
    }

    @Override
    public void body(ByteBuf in, int length) {
        if (afterHead) {
            told.append(" body ");
            afterHead = false;
        }
        told.append(in.readCharSequence(length, StandardCharsets.ISO_8859_1));
    }

    @Override
    public void end(Fields trailers) {
        told.append(" end").append(text(trailers));
    }

    @Override
    public void fault(AnswerFault fault) {
        told.append(' ').append(fault);
    }

    private static String text(Fields fields) {
        var text = new StringBuilder();
        for (int i = 0; i < fields.size(); i++) {
            text.append(' ').append(fields.name(i)).append('=').append(fields.value(i));
        }
        return text.toString();
    }
}
