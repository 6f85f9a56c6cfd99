package io.raygate.loadtest.serve.application;

import io.vertx.core.buffer.Buffer;

/**
 * The answer of an application; Serve adds {@code date}, {@code server} and {@code x-request-id}.
 */
public interface Reply {

    /** Sets the status, 200 until then. */
    Reply status(int code);

    /** Adds a field; a second one of the same name is kept beside the first. */
    Reply header(String name, String value);

    /** A whole answer with a Content-Length; ends the call. */
    void send(String contentType, Buffer body);

    /** Starts an answer in chunks, or in pieces of a Content-Length that was set as a header. */
    void begin(String contentType);

    /** One yield of a generator, sent as one chunk. */
    void write(Buffer chunk);

    /** Whether the connection takes no more for now; false once it is closed. */
    boolean isFull();

    /** Runs {@code next} when the connection takes more, unless the call is over by then. */
    void onDrain(Runnable next);

    /** The generator is exhausted; ends the call. */
    void end();
}
