package io.raygate.forward;

/** Whatever is under way and can fail by the client or the upstream. */
interface Handling {

    /** Ends it; more than once is the same as once. */
    void fail(UpstreamFailure failure);
}
