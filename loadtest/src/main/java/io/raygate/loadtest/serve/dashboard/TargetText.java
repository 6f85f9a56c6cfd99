package io.raygate.loadtest.serve.dashboard;

import io.vertx.core.http.HttpServerRequest;

/** The path of a request as sent, without its query. */
final class TargetText {

    private TargetText() {}

    static String path(HttpServerRequest request) {
        String target = request.uri();
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }
}
