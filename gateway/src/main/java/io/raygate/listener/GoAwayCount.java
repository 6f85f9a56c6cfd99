package io.raygate.listener;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2ConnectionAdapter;
import io.netty.handler.codec.http2.Http2Error;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Tells the observer which connections were ended with GOAWAY, and by which error. */
final class GoAwayCount extends Http2ConnectionAdapter {
    private final Loop loop;
    private boolean told;
    private boolean fault;

    GoAwayCount(Loop loop) {
        this.loop = loop;
    }

    /** Whether the peer was told of an error. */
    boolean isFault() {
        return fault;
    }

    @Override
    public void onGoAwaySent(int lastStream, long code, ByteBuf debug) {
        fault |= code != Http2Error.NO_ERROR.code();
        if (!told) {
            told = true;
            @Nullable Http2Error error = Http2Error.valueOf(code);
            loop.wentAway(error == null ? "unknown" : error.name().toLowerCase(Locale.ROOT));
        }
    }
}
