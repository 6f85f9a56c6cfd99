package io.raygate.forward;

/** Carries a request body upstream, never faster than the endpoint reads (S-81). */
interface Upload {

    /** Sends the head, and of the body what there is. */
    void sendTo(UpstreamStream opened, OutgoingHead head);

    /** The endpoint reads again. */
    void writable();

    /** The attempt is over. */
    void detach();

    /** No other attempt will follow. */
    void forgetReplay();

    /** Whether another attempt could send all that has been sent (S-85). */
    boolean isReplayable();

    /** Whether all of it has arrived. */
    boolean isEnded();

    /** Bytes that have arrived since the exchange is forwarded. */
    long received();
}
