package io.raygate.forward;

import io.raygate.exchange.Fields;
import io.vertx.core.buffer.Buffer;

/**
 * Sees the answer on its way to the client, and may hide parts of a stream of events. Event loop;
 * nothing is called behind {@link #end}, which never comes where the answer was cut, nor once
 * {@link #isOver}.
 */
public interface AnswerTap {

    /** Whether it looks at bodies, which must not be encoded then. */
    boolean looksAtBody();

    /**
     * Whether a part of the body may be hidden, so that its length is not known; after the head.
     */
    boolean mayHide();

    /** The head of the answer that goes to the client. */
    void head(int status, Fields fields);

    /** What the client gets of these bytes: the same where nothing is hidden. */
    Buffer body(Buffer data);

    /** Whether the answer is complete with what {@link #body} has returned, whatever follows it. */
    boolean isOver();

    /**
     * The same of the last ones, maybe none.
     *
     * @param trailers as they came
     */
    Buffer end(Buffer last, Fields trailers);
}
