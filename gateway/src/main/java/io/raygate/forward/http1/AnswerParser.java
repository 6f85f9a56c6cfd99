package io.raygate.forward.http1;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.raygate.exchange.ChunkLine;
import io.raygate.exchange.Fields;

/**
 * Reads the answers on one connection, one after another, from reads cut anywhere. Strict as a
 * server must be with requests (S-37): what two readers could understand differently is a fault,
 * and bytes after the end of an answer are left unread for the caller to find (S-39).
 */
public final class AnswerParser {
    private static final int MOST_CHUNK_LINE = 256;

    private final AnswerLimits limits;
    private final AnswerSink sink;
    private final LineReader line = new LineReader();
    private State state = State.DONE;
    private Fields fields = new Fields();
    private boolean toHead;
    private boolean toUpgrade;
    private boolean begun;
    private boolean http10;
    private boolean closes;
    private int status;
    private int interims;
    private int headBytes;
    private long remaining;

    private enum State {
        STATUS,
        FIELDS,
        FIXED,
        CHUNK_LINE,
        CHUNK,
        CHUNK_END,
        TRAILERS,
        UNTIL_CLOSE,
        RAW,
        DONE
    }

    public AnswerParser(AnswerLimits limits, AnswerSink sink) {
        this.limits = limits;
        this.sink = sink;
    }

    /**
     * A request goes out: what is read from now on is its answer.
     *
     * @param head the request is a HEAD, so the answer has no body
     * @param upgrade the request asks for an upgrade, so 101 is welcome
     */
    public void expect(boolean head, boolean upgrade) {
        toHead = head;
        toUpgrade = upgrade;
        begun = false;
        closes = false;
        interims = 0;
        beginHead();
    }

    private void beginHead() {
        line.reset();
        fields = new Fields();
        headBytes = 0;
        state = State.STATUS;
    }

    /** Reads until the bytes or the answer end, whichever comes first. */
    public void read(ByteBuf in) {
        while (in.isReadable() && state != State.DONE && state != State.RAW) {
            begun = true;
            step(in);
        }
    }

    private void step(ByteBuf in) {
        switch (state) {
            case FIXED, CHUNK -> readData(in);
            case UNTIL_CLOSE -> sink.body(in, in.readableBytes());
            case CHUNK_LINE, CHUNK_END -> {
                if (readLine(in, MOST_CHUNK_LINE)) {
                    endChunkLine();
                }
            }
            default -> {
                if (readLine(in, limits.headBytes() - headBytes)) {
                    headBytes += line.length() + 2;
                    endHeadLine();
                }
            }
        }
    }

    private boolean readLine(ByteBuf in, int most) {
        switch (line.read(in, most)) {
            case COMPLETE -> {
                return true;
            }
            case TOO_LONG -> {
                boolean chunk = state == State.CHUNK_LINE || state == State.CHUNK_END;
                fail(chunk ? AnswerFault.MALFORMED : AnswerFault.HEAD_TOO_LARGE);
            }
            case MALFORMED -> fail(AnswerFault.MALFORMED);
            case PARTIAL -> {}
        }
        return false;
    }

    private void endHeadLine() {
        if (state == State.STATUS) {
            status = HeadLines.status(line.bytes(), line.length());
            if (status == HeadLines.MALFORMED) {
                fail(AnswerFault.MALFORMED);
                return;
            }
            http10 = HeadLines.isHttp10(line.bytes());
            state = State.FIELDS;
        } else if (line.length() > 0) {
            addField();
        } else if (state == State.TRAILERS) {
            finish(fields);
        } else if (status < 200 && status != 101) {
            endInterim();
        } else {
            endHead();
        }
    }

    private void addField() {
        if (fields.size() == limits.headFields()) {
            fail(AnswerFault.HEAD_TOO_LARGE);
        } else if (!HeadLines.addField(line.bytes(), line.length(), fields)) {
            fail(AnswerFault.MALFORMED);
        }
    }

    private void endInterim() {
        if (++interims > limits.interim()) {
            fail(AnswerFault.TOO_MANY_INTERIM);
            return;
        }
        Fields told = fields;
        int which = status;
        beginHead();
        sink.interim(which, told);
    }

    private void endHead() {
        long framing = Framing.of(fields, http10);
        if (framing == Framing.MALFORMED) {
            fail(AnswerFault.MALFORMED);
        } else if (status == 101) {
            switchProtocols();
        } else {
            closes = http10 || ConnectionField.says(fields, HttpHeaderNames.CONNECTION, "close");
            boolean bodyless = toHead || status == 204 || status == 304;
            state = bodyless ? State.DONE : stateOf(framing);
            remaining = framing;
            sink.head(new AnswerHead(status, fields, Math.max(framing, -1), bodyless));
            if (bodyless || framing == 0) {
                finish(new Fields());
            }
        }
    }

    private void switchProtocols() {
        if (!toUpgrade) {
            fail(AnswerFault.UNASKED_UPGRADE);
            return;
        }
        state = State.RAW;
        closes = true;
        sink.head(new AnswerHead(status, fields, -1, true));
    }

    private State stateOf(long framing) {
        if (framing == Framing.CHUNKED) {
            return State.CHUNK_LINE;
        }
        closes |= framing == Framing.UNTIL_CLOSE;
        return framing == Framing.UNTIL_CLOSE ? State.UNTIL_CLOSE : State.FIXED;
    }

    private void readData(ByteBuf in) {
        int length = (int) Math.min(remaining, in.readableBytes());
        remaining -= length;
        sink.body(in, length);
        if (remaining == 0) {
            if (state == State.CHUNK) {
                state = State.CHUNK_END;
            } else {
                finish(new Fields());
            }
        }
    }

    private void endChunkLine() {
        if (state == State.CHUNK_END) {
            state = State.CHUNK_LINE;
            if (line.length() > 0) {
                fail(AnswerFault.MALFORMED);
            }
            return;
        }
        remaining = ChunkLine.size(line.bytes(), line.length());
        if (remaining < 0) {
            fail(AnswerFault.MALFORMED);
        } else if (remaining > 0) {
            state = State.CHUNK;
        } else {
            fields = new Fields();
            headBytes = 0;
            state = State.TRAILERS;
        }
    }

    private void finish(Fields trailers) {
        state = State.DONE;
        line.reset();
        sink.end(trailers);
    }

    private void fail(AnswerFault fault) {
        state = State.DONE;
        closes = true;
        sink.fault(fault);
    }

    /** The upstream has closed: ends a body that only the close delimits, else tells the fault. */
    public void closed() {
        if (state == State.UNTIL_CLOSE) {
            finish(new Fields());
        } else if (state != State.DONE && state != State.RAW && begun) {
            fail(AnswerFault.TRUNCATED);
        }
    }

    /** Whether any byte of the expected answer has come. */
    public boolean hasBegun() {
        return begun;
    }

    /** Whether the connection cannot carry another exchange after this answer. */
    public boolean closes() {
        return closes;
    }

    /** Whether all further bytes belong to another protocol, after a welcome 101. */
    public boolean isRaw() {
        return state == State.RAW;
    }
}
