package io.raygate.loadtest.serve.ingress;

import io.raygate.loadtest.serve.application.SocketCall;
import io.raygate.loadtest.serve.cluster.DeployedApplication;
import io.raygate.loadtest.serve.cluster.Replica;
import io.raygate.loadtest.serve.cluster.Router;
import io.raygate.loadtest.serve.cluster.Work;
import io.raygate.loadtest.serve.time.Timeline.Timer;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One WebSocket from its handshake to its end. */
final class SocketExchange implements Work, SocketCall {
    private final HttpProxy proxy;
    private final HttpServerRequest request;
    private final String path;
    private final @Nullable DeployedApplication application;
    private final ControlHeaders control;
    private @Nullable Router router;
    private @Nullable Replica replica;
    private @Nullable ServerWebSocket socket;
    private @Nullable Timer timeout;
    private boolean over;

    SocketExchange(
            HttpProxy proxy,
            HttpServerRequest request,
            String path,
            @Nullable DeployedApplication application) {
        this.proxy = proxy;
        this.request = request;
        this.path = path;
        this.application = application;
        this.control = ControlHeaders.of(request.headers(), proxy.options().requestTimeout());
    }

    void begin() {
        if (application == null) {
            reject(500);
            return;
        }
        if (control.timeout() != null) {
            timeout = proxy.time().after(control.timeout(), this::cut);
        }
        request.response().closeHandler(_ -> close());
        router = proxy.router(application);
        router.assign(this);
    }

    @Override
    public void assigned(Replica chosen) {
        replica = chosen;
        chosen.run(this::handshake);
    }

    private void handshake() {
        int status = Objects.requireNonNull(application).spec().code().socketStatus(path);
        if (over) {
            return;
        }
        if (status != 101) {
            close();
            reject(status);
            return;
        }
        HttpServerResponse response = proxy.stamp(request.response());
        Replica host = Objects.requireNonNull(replica);
        response.putHeader("x-served-by", host.identity().servedBy());
        response.putHeader("x-replica", host.replicaId());
        request.toWebSocket().onSuccess(this::accepted).onFailure(_ -> close());
    }

    private void accepted(ServerWebSocket opened) {
        socket = opened;
        opened.closeHandler(_ -> close());
        opened.exceptionHandler(_ -> {});
        if (over) {
            cut();
        } else {
            Objects.requireNonNull(application).spec().code().socket(this);
        }
    }

    @Override
    public void refused(int queued, int maxQueued) {
        close();
        reject(500);
    }

    @Override
    public void unavailable() {
        close();
        reject(500);
    }

    @Override
    public void died() {
        cut();
    }

    @Override
    public void raise() {
        cut();
    }

    private void reject(int status) {
        HttpServerResponse response = proxy.stamp(request.response()).setStatusCode(status);
        response.putHeader("content-type", "text/plain; charset=utf-8");
        response.putHeader("connection", "close");
        request.resume();
        response.end(status == 500 ? "Internal Server Error" : "")
                .onComplete(_ -> request.connection().close());
    }

    /** Ends the connection without a close frame: the caller sees 1006. */
    private void cut() {
        close();
        proxy.gate().run(() -> request.connection().close());
    }

    private void close() {
        if (over) {
            return;
        }
        over = true;
        if (timeout != null) {
            timeout.cancel();
        }
        if (router != null && replica == null) {
            router.abandon(this);
        } else if (router != null && replica != null) {
            router.release(this, replica);
        }
    }

    @Override
    public ServerWebSocket socket() {
        return Objects.requireNonNull(socket);
    }

    @Override
    public MultiMap headers() {
        return request.headers();
    }
}
