package io.raygate.forward;

import io.vertx.core.buffer.Buffer;

/** What the client sees in place of Ray's tracebacks (S-110). */
final class UpstreamErrors {
    static final Buffer BODY = Buffer.buffer("Internal Server Error");
    static final String CONTENT_TYPE = "text/plain; charset=utf-8";
    static final String GRPC_MESSAGE = "the application failed";

    private UpstreamErrors() {}
}
