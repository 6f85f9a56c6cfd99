package io.raygate.forward;

import org.jspecify.annotations.Nullable;

/** What an event loop has in work for one exchange; it lists itself in {@link InWork}. */
abstract class Work {
    @Nullable Work next;
    @Nullable Work previous;

    /** Something of the gateway's or the client's making ends it. */
    abstract void fail(UpstreamFailure failure);
}
