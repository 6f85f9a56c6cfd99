package io.raygate.forward;

import io.raygate.exchange.Fields;
import io.vertx.core.buffer.Buffer;

/**
 * Sees the answer on its way to the client, and may hide parts of a stream of events. Event loop;
 * nothing is called behind {@link #end}, which never comes where the answer was cut.
 */
public interface AnswerTap {

    /** The head of the answer that goes to the client. */
    void head(int status, Fields fields);

    /** What the client gets of these bytes: the same where nothing is hidden. */
    Buffer body(Buffer data);

    /** The same of the last ones, maybe none. */
    Buffer end(Buffer last);
}
