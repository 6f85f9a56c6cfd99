package io.raygate.loadtest.serve.application;

import io.raygate.loadtest.serve.time.Timeline.Timer;
import io.vertx.core.buffer.Buffer;
import java.time.Duration;

/** One gRPC call inside a replica, after its one request message has arrived. */
public interface GrpcCall {

    /** The name after the last slash, for instance {@code Streaming}. */
    String method();

    /** The request message without its length prefix. */
    Buffer message();

    /** The process this call runs in. */
    ReplicaContext replica();

    /** Sends one response message. */
    void send(Buffer message);

    /** Ends the call with status OK. */
    void end();

    /**
     * Ends the call with an exception of the application, for instance {@code RuntimeError: no}.
     */
    void raise(String exception);

    /** Runs {@code action} in the replica after {@code delay}, unless the call is over by then. */
    Timer after(Duration delay, Runnable action);
}
