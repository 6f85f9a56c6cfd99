package io.raygate.forward;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2Connection;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.handler.codec.http2.Http2Exception;
import io.netty.handler.codec.http2.Http2FrameListener;
import io.netty.handler.codec.http2.Http2FrameListenerDecorator;
import io.netty.handler.codec.http2.Http2Headers;
import io.netty.handler.codec.http2.Http2Settings;
import io.netty.handler.codec.http2.Http2Stream;
import org.jspecify.annotations.Nullable;

/**
 * Looks at an upstream's HTTP/2 answers before Vert.x does, which takes 102 for the final one:
 * interim answers are counted, and none but 103 goes on (S-38); an answer has a status before
 * anything else (S-37).
 */
final class AnswerFrames extends Http2FrameListenerDecorator {
    private final Http2Connection connection;
    private final Http2Connection.PropertyKey key;
    private final int mostInterims;
    private final Events events;

    /** What concerns the whole connection. */
    interface Events {
        /** The upstream serves no stream behind the last; told before those behind it end. */
        void goesAway(int last);

        /** The upstream's settings are in force, how many streams it allows among them. */
        void settled();
    }

    /** What has come on one stream. */
    private static final class Seen {
        int interims;
        boolean answer;
    }

    /** More interim answers than allowed. */
    static final class TooManyInterim extends RuntimeException {
        private static final long serialVersionUID = 1;

        TooManyInterim() {
            super("too many interim answers", null, false, false);
        }
    }

    AnswerFrames(
            Http2FrameListener next, Http2Connection connection, int mostInterims, Events events) {
        super(next);
        this.events = events;
        this.connection = connection;
        this.key = connection.newKey();
        this.mostInterims = mostInterims;
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx, int id, Http2Headers fields, int padding, boolean end)
            throws Http2Exception {
        if (goesOn(id, fields, end)) {
            super.onHeadersRead(ctx, id, fields, padding, end);
        }
    }

    @Override
    public void onHeadersRead(
            ChannelHandlerContext ctx,
            int id,
            Http2Headers fields,
            int dependency,
            short weight,
            boolean exclusive,
            int padding,
            boolean end)
            throws Http2Exception {
        if (goesOn(id, fields, end)) {
            super.onHeadersRead(ctx, id, fields, dependency, weight, exclusive, padding, end);
        }
    }

    private boolean goesOn(int id, Http2Headers fields, boolean end) throws Http2Exception {
        Seen seen = seen(id);
        if (seen == null || seen.answer) {
            return true;
        }
        CharSequence status = fields.status();
        if (status == null || !isThreeDigits(status)) {
            throw malformed(id, "no status");
        }
        if (!isInterim(status)) {
            seen.answer = true;
            return true;
        }
        if (end) {
            throw malformed(id, "an end after an interim answer");
        }
        if (++seen.interims > mostInterims) {
            throw Http2Exception.streamError(
                    id, Http2Error.PROTOCOL_ERROR, new TooManyInterim(), "interim answers");
        }
        return status.charAt(2) == '3' && status.charAt(1) == '0';
    }

    private static boolean isThreeDigits(CharSequence status) {
        boolean digits = status.length() == 3;
        for (int i = 0; digits && i < 3; i++) {
            digits = status.charAt(i) >= '0' && status.charAt(i) <= '9';
        }
        return digits;
    }

    /** Not 101, which no stream may have and which is refused as an answer. */
    private static boolean isInterim(CharSequence status) {
        return status.charAt(0) == '1' && !(status.charAt(1) == '0' && status.charAt(2) == '1');
    }

    @Override
    public int onDataRead(ChannelHandlerContext ctx, int id, ByteBuf data, int padding, boolean end)
            throws Http2Exception {
        Seen seen = seen(id);
        if (seen != null && !seen.answer) {
            throw malformed(id, "a body before its head");
        }
        return super.onDataRead(ctx, id, data, padding, end);
    }

    @Override
    public void onGoAwayRead(ChannelHandlerContext ctx, int last, long error, ByteBuf debugData)
            throws Http2Exception {
        events.goesAway(last);
        super.onGoAwayRead(ctx, last, error, debugData);
    }

    @Override
    public void onSettingsRead(ChannelHandlerContext ctx, Http2Settings settings)
            throws Http2Exception {
        super.onSettingsRead(ctx, settings);
        events.settled();
    }

    private static Http2Exception malformed(int id, String why) {
        return Http2Exception.streamError(id, Http2Error.PROTOCOL_ERROR, why);
    }

    private @Nullable Seen seen(int id) {
        Http2Stream stream = connection.stream(id);
        if (stream == null) {
            return null;
        }
        Seen known = stream.getProperty(key);
        if (known != null) {
            return known;
        }
        Seen fresh = new Seen();
        stream.setProperty(key, fresh);
        return fresh;
    }
}
