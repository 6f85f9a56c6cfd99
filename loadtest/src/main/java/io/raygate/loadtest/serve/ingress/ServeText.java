package io.raygate.loadtest.serve.ingress;

import org.jspecify.annotations.Nullable;

/** An answer of Serve itself: always text, always chunked. */
record ServeText(int status, String body, @Nullable Integer retryAfter) {

    private ServeText(int status, String body) {
        this(status, body, null);
    }

    static ServeText notFound(String path) {
        return new ServeText(
                404,
                "Path '" + path + "' not found. Ping http://.../-/routes for available routes.");
    }

    static ServeText raised() {
        return new ServeText(500, "Internal Server Error");
    }

    static ServeText timedOut(String requestId, double seconds) {
        return new ServeText(408, "Request " + requestId + " timed out after " + seconds + "s.");
    }

    static ServeText unavailable(String deployment, String application) {
        return new ServeText(
                503,
                "Deployment(name='"
                        + deployment
                        + "', app='"
                        + application
                        + "') is unavailable because it failed to deploy.");
    }

    static ServeText full(int status, @Nullable Integer retryAfter, int queued, int bound) {
        return new ServeText(
                status,
                "Request dropped due to backpressure (num_queued_requests="
                        + queued
                        + ", max_queued_requests="
                        + bound
                        + ").",
                retryAfter);
    }
}
