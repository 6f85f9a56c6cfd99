package io.raygate.forward;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** The beginning of a request body, kept for another attempt up to 64 KiB (S-85). */
final class Replay {
    private static final int MOST = 64 * 1024;

    private @Nullable Buffer kept;
    private boolean own;
    private boolean whole = true;

    void keep(Buffer chunk) {
        if (!whole) {
            return;
        }
        int length = kept == null ? 0 : kept.length();
        if (length + chunk.length() > MOST) {
            giveUp();
        } else {
            append(chunk);
        }
    }

    /** The first chunk is kept as it came: most bodies have only one. */
    private void append(Buffer chunk) {
        Buffer before = kept;
        if (before == null) {
            kept = chunk;
        } else if (own) {
            before.appendBuffer(chunk);
        } else {
            own = true;
            kept = joined(before, chunk);
        }
    }

    /** A new buffer that can grow. */
    static Buffer joined(Buffer one, Buffer other) {
        return Buffer.buffer(one.length() + other.length()).appendBuffer(one).appendBuffer(other);
    }

    void giveUp() {
        whole = false;
        kept = null;
    }

    boolean isWhole() {
        return whole;
    }

    /** What was kept, in memory of its own that nobody needs to release; null for nothing. */
    @Nullable Buffer copy() {
        return kept == null ? null : joined(kept, Buffer.buffer());
    }
}
