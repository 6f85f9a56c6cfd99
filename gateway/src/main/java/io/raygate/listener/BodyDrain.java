package io.raygate.listener;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.List;

/** Throws away what is left of a body that nobody wants, up to a bound (S-12). */
final class BodyDrain {
    /** S-12. */
    private static final int MOST = 64 * 1024;

    private int drained;

    void begin() {
        drained = 0;
    }

    /** Whether so much is known to be left that reading it is out of the question. */
    boolean isTooMuch(long left) {
        return left > MOST;
    }

    /**
     * Reads on; only the end of the body stays in {@code out}. False: broken, or beyond the bound.
     */
    boolean read(RequestReader reader, ByteBuf in, List<Object> out) {
        int before = in.readerIndex();
        var fault = reader.read(in, out);
        drained += in.readerIndex() - before;
        out.removeIf(BodyDrain::isThrownAway);
        return fault == null && drained <= MOST;
    }

    private static boolean isThrownAway(Object part) {
        boolean thrown = part instanceof HttpContent && !(part instanceof LastHttpContent);
        if (thrown) {
            ReferenceCountUtil.release(part);
        }
        return thrown;
    }
}
