package io.raygate.loadtest.serve;

import io.raygate.loadtest.serve.socket.HttpListener;
import io.raygate.loadtest.serve.socket.Listener;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;

/** The agent of a node, of which a gateway needs one path: what the probes of pods ask. */
final class AgentPort {

    private AgentPort() {}

    static Listener listener(Vertx vertx, String host, int port) {
        var options = new HttpServerOptions().setHost(host).setPort(port);
        return new HttpListener(vertx, options, server -> server.requestHandler(AgentPort::handle));
    }

    private static void handle(HttpServerRequest request) {
        boolean known = "/api/local_raylet_healthz".equals(request.path());
        request.response()
                .setStatusCode(known ? 200 : 404)
                .putHeader("content-type", known ? "application/text" : "text/plain; charset=utf-8")
                .end(known ? "success" : "404: Not Found");
    }
}
