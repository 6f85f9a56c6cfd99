package io.raygate.loadtest.serve.ingress;

import io.raygate.loadtest.serve.application.Identity;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * {@code /fast}, for benchmarks: 211 bytes of JSON without a router, a replica, a journal or a
 * metric, so that the simulator costs less than what stands before it. Real Ray Serve has nothing
 * of the kind.
 */
final class FastPath {
    static final String PATH = "/fast";

    private static final int BYTES = 211;
    private static final CharSequence TYPE = HttpHeaders.createOptimized("application/json");
    private static final CharSequence LENGTH = HttpHeaders.createOptimized("211");
    private static final CharSequence SERVED_BY = HttpHeaders.createOptimized("x-served-by");

    private final CharSequence servedBy;
    private final Buffer body;

    FastPath(Identity identity) {
        servedBy = HttpHeaders.createOptimized(identity.servedBy());
        String start = "{\"served_by\":\"" + identity.servedBy() + "\",\"pad\":\"";
        body = Buffer.buffer(start + "x".repeat(BYTES - start.length() - 2) + "\"}");
    }

    void answer(HttpServerRequest request) {
        HttpServerResponse response = request.response();
        response.headers()
                .set(HttpHeaders.CONTENT_TYPE, TYPE)
                .set(HttpHeaders.CONTENT_LENGTH, LENGTH)
                .set(SERVED_BY, servedBy);
        response.end(body);
    }
}
