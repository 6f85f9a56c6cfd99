package io.raygate.usage;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Bytes with some left out or put in; copied only where they are not those of the source. */
final class Cut {
    private static final Buffer NOTHING = Buffer.buffer(0);

    private Buffer source = NOTHING;
    private @Nullable Buffer made;

    /** Up to here the source is dealt with. */
    private int upTo;

    void begin(Buffer bytes) {
        source = bytes;
        made = null;
        upTo = 0;
    }

    /** Leaves these out; places must come in their order. */
    void leaveOut(int from, int to) {
        copy(from);
        upTo = to;
    }

    /** Puts these in before the first of the source that is not dealt with. */
    void putIn(Buffer bytes) {
        copy(upTo).appendBuffer(bytes);
    }

    private Buffer copy(int to) {
        Buffer copy = made == null ? Buffer.buffer() : made;
        made = copy.appendBuffer(source, upTo, to - upTo);
        upTo = to;
        return made;
    }

    /** The result. */
    Buffer end() {
        boolean same = made == null;
        Buffer result = same ? source : copy(source.length());
        source = NOTHING;
        made = null;
        return result;
    }
}
