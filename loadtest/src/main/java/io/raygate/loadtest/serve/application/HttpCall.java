package io.raygate.loadtest.serve.application;

import io.raygate.loadtest.serve.time.Timeline.Timer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One HTTP request inside a replica. */
public interface HttpCall {

    /** The request as it arrived; its body is read through {@link #body} or {@link #pieces}. */
    HttpServerRequest request();

    /** The percent-decoded path, route prefix included. */
    String path();

    /** The prefix that chose this application, for instance {@code /echo}. */
    String routePrefix();

    /** The id Serve took from {@code x-request-id} or made. */
    String requestId();

    /** What happened to the requests of this application. */
    Journal journal();

    /** The process this call runs in. */
    ReplicaContext replica();

    /** The answer. */
    Reply reply();

    /** The whole body. */
    Future<Buffer> body();

    /** The body as it comes; {@code end} runs after the last piece. */
    void pieces(Consumer<Buffer> piece, Runnable end);

    /** Wall-clock time in the replica. */
    Instant now();

    /** Runs {@code action} in the replica after {@code delay}, unless the call is over by then. */
    Timer after(Duration delay, Runnable action);

    /**
     * Runs {@code action} now unless the call is over; for what another part of the replica has
     * timed.
     */
    void step(Runnable action);

    /** Runs {@code action} when the call ends before the application ended it. */
    void onCancel(Runnable action);

    /** The application raised: 500, or a cut where the head was sent already. */
    void raise();

    /** The first query parameter of that name, decoded, or {@code fallback}. */
    default String param(String name, String fallback) {
        @Nullable String value = request().getParam(name);
        return value == null ? fallback : value;
    }

    /** All query parameters of that name. */
    default List<String> params(String name) {
        return request().params().getAll(name);
    }
}
