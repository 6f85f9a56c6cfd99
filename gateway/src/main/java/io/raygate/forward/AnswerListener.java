package io.raygate.forward;

import io.raygate.exchange.Fields;
import io.raygate.forward.http1.AnswerHead;
import io.vertx.core.buffer.Buffer;

/**
 * Hears the answer to one request sent on an {@link UpstreamStream}, on the event loop. Nothing
 * follows {@link #end} or {@link #failed}, and the stream must not be used after them (S-41).
 */
interface AnswerListener {

    /** An interim answer, 100 to 199 without 101. */
    void interim(int status, Fields fields);

    /** The head; with status 101 everything after it is bytes of another protocol. */
    void head(AnswerHead head);

    /** All bytes of one read that belong to the body, where more of it may follow. */
    void body(Buffer data);

    /**
     * The answer is complete.
     *
     * @param data the last bytes of the body, maybe none
     * @param trailers maybe none
     */
    void end(Buffer data, Fields trailers);

    /** Nothing more is there to read for now: what waits for company should go on its way. */
    void readComplete();

    /** The answer will not come or not be complete. */
    void failed(UpstreamFailure failure);

    /** The stream takes request bytes again after it was full. */
    void writable();
}
