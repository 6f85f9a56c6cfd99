package io.raygate.usage;

import io.raygate.exchange.Usage;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** Reads what one answer cost while it passes; used by one event loop, and never throws. */
public interface UsageMeter {

    /**
     * What the client may see of these bytes and of those kept back before, maybe none: {@code
     * data} itself where nothing is hidden.
     */
    Buffer pass(Buffer data);

    /** The same of the last bytes, of which there may be none: nothing is kept back after it. */
    Buffer end(Buffer last);

    /**
     * What is known so far, null where that is nothing. Of a stream that was cut before it told its
     * usage, the pieces of content that passed stand for the output, and the input is 0.
     */
    @Nullable Usage usage();

    /** Whether the upstream said so; false: counted from what passed. */
    boolean exact();

    /** Whether the rest of the answer is left out, since it was asked to end. */
    boolean isCut();

    /** What a stream asks before each piece of content. */
    interface Bound {
        /**
         * Whether the piece may pass with which the answer comes to this, as {@link #usage} and
         * {@link #exact} tell it.
         */
        boolean allows(Usage usage, boolean exact);
    }
}
