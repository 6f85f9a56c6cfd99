package io.raygate.loadtest.serve.grpc;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one gRPC call; a failure without a message is a head alone, as gRPC's own server
 * sends it.
 */
final class GrpcReply {
    private final HttpServerResponse response;
    private final @Nullable String requestId;
    private boolean begun;

    /** {@code requestId} comes back as trailing metadata, unless no application was found. */
    GrpcReply(HttpServerResponse response, @Nullable String requestId) {
        this.response = response;
        this.requestId = requestId;
        response.putHeader("content-type", "application/grpc");
        response.putHeader("grpc-accept-encoding", "identity, deflate, gzip");
    }

    void send(Buffer message) {
        begun = true;
        if (!response.closed()) {
            response.write(GrpcFrames.wrap(message));
        }
    }

    void end(GrpcStatus status) {
        if (response.closed() || response.ended()) {
            return;
        }
        put("grpc-status", Integer.toString(status.code()));
        put("grpc-message", status.encodedMessage());
        if (requestId != null) {
            put("request_id", requestId);
        }
        response.end();
    }

    private void put(String name, String value) {
        if (begun) {
            response.putTrailer(name, value);
        } else {
            response.putHeader(name, value);
        }
    }
}
