package io.raygate.forward;

import io.raygate.exchange.Fields;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;

/** Passes 103 on (S-38; RFC 8297). */
final class EarlyHints {
    private EarlyHints() {}

    /** No effect for HTTP/1.0, which knows no interim answers. */
    static void pass(Fields fields, AnswerFilter filter, HttpServerRequest request) {
        if (request.version() != HttpVersion.HTTP_1_0) {
            MultiMap hints = MultiMap.caseInsensitiveMultiMap();
            filter.copy(fields, false, hints);
            request.response().writeEarlyHints(hints);
        }
    }
}
