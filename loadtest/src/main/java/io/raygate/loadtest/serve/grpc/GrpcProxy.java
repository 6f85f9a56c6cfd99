package io.raygate.loadtest.serve.grpc;

import io.raygate.loadtest.serve.cluster.Cluster;
import io.raygate.loadtest.serve.cluster.DeployedApplication;
import io.raygate.loadtest.serve.cluster.Router;
import io.raygate.loadtest.serve.proto.ProtoWriter;
import io.raygate.loadtest.serve.socket.HttpListener;
import io.raygate.loadtest.serve.socket.Listener;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Serve's gRPC proxy: its own service, and the user's services by the metadata {@code application}.
 */
public final class GrpcProxy {
    private static final String OWN = "/ray.serve.RayServeAPIService/";
    private static final String USER = "/ray.serve.UserDefinedService/";

    private final Cluster cluster;
    private final Map<DeployedApplication, Router> routers = new HashMap<>();

    public GrpcProxy(Cluster cluster) {
        this.cluster = cluster;
    }

    /** The port of this proxy; 0 is any free one. */
    public Listener listener(Vertx vertx, String host, int port) {
        var options = new HttpServerOptions().setHost(host).setPort(port);
        return new HttpListener(vertx, options, server -> server.requestHandler(this::handle));
    }

    private void handle(HttpServerRequest request) {
        request.exceptionHandler(_ -> {});
        request.response().exceptionHandler(_ -> {});
        if (request.version() != HttpVersion.HTTP_2) {
            request.connection().close();
        } else if (request.uri().startsWith(OWN)) {
            own(request, request.uri().substring(OWN.length()));
        } else if (request.uri().startsWith(USER)) {
            user(request);
        } else {
            new GrpcReply(request.response(), null).end(GrpcStatus.unimplemented());
        }
    }

    private void own(HttpServerRequest request, String method) {
        var reply = new GrpcReply(request.response(), null);
        switch (method) {
            case "Healthz" -> reply.send(new ProtoWriter().string(1, "success").toBuffer());
            case "ListApplications" -> reply.send(names());
            default -> {
                reply.end(GrpcStatus.unimplemented());
                return;
            }
        }
        reply.end(new GrpcStatus(0, method.equals("Healthz") ? "success" : ""));
    }

    private Buffer names() {
        var names = new ProtoWriter();
        for (DeployedApplication one : cluster.applications()) {
            if (one.isRoutable()) {
                names.string(1, one.spec().name());
            }
        }
        return names.toBuffer();
    }

    private void user(HttpServerRequest request) {
        @Nullable String name = request.getHeader("application");
        @Nullable DeployedApplication application = name == null ? null : cluster.application(name);
        if (application != null && application.isRoutable()) {
            new GrpcExchange(this, request, application).begin();
            return;
        }
        GrpcStatus status =
                name == null || name.isEmpty()
                        ? GrpcStatus.noMetadata()
                        : GrpcStatus.unknownApplication(name);
        new GrpcReply(request.response(), null).end(status);
    }

    Router router(DeployedApplication application) {
        return routers.computeIfAbsent(application, one -> one.deployment().newRouter());
    }

    Cluster cluster() {
        return cluster;
    }
}
