package io.raygate.forward;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** The beginning of a request body, kept for another attempt up to 64 KiB (S-85). */
final class Replay {
    private static final int MOST = 64 * 1024;

    private @Nullable Buffer kept;
    private boolean copied;
    private boolean whole = true;

    void keep(Buffer chunk) {
        if (!whole) {
            return;
        }
        int length = kept == null ? 0 : kept.length();
        if (length + chunk.length() > MOST) {
            giveUp();
        } else if (kept == null) {
            kept = chunk;
        } else {
            append(kept, chunk);
        }
    }

    /** The first chunk is kept as it came: most bodies have only one. */
    private void append(Buffer before, Buffer chunk) {
        Buffer own = copied ? before : before.copy();
        copied = true;
        kept = own.appendBuffer(chunk);
    }

    void giveUp() {
        whole = false;
        kept = null;
    }

    boolean isWhole() {
        return whole;
    }

    @Nullable Buffer kept() {
        return kept;
    }
}
