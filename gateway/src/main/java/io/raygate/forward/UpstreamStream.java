package io.raygate.forward;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** One request and its answer on a connection to an endpoint; used on the event loop only. */
interface UpstreamStream {

    /**
     * Sends the head together with the first bytes of the body, in one write.
     *
     * @param data null where nothing of the body is there yet
     * @param last whether the request is complete with it
     */
    void begin(OutgoingHead head, @Nullable Buffer data, boolean last);

    /** Sends more of the body. */
    void write(Buffer data);

    /** The body is complete. */
    void end();

    /** Whether the sender should wait for {@link AnswerListener#writable}. */
    boolean isFull();

    /** Reads no more of the answer; at most one read more is delivered. */
    void pause();

    void resume();

    /**
     * Gives the exchange up: the endpoint sees a closed connection or a reset at once.
     *
     * @param upstreamFault whether nothing else should be sent on the same connection
     */
    void cancel(boolean upstreamFault);
}
