package io.raygate.loadtest.serve.ingress;

import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.raygate.loadtest.serve.application.SocketCall;
import io.raygate.loadtest.serve.cluster.DeployedApplication;
import io.raygate.loadtest.serve.cluster.Replica;
import io.raygate.loadtest.serve.cluster.Seat;
import io.raygate.loadtest.serve.cluster.Work;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.http.ServerWebSocket;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One WebSocket from its handshake to its end. */
final class SocketExchange implements Work, SocketCall {
    private static final short MESSAGE_TOO_BIG = 1009;

    private final HttpProxy proxy;
    private final HttpServerRequest request;
    private final String path;
    private final DeployedApplication application;
    private final ControlHeaders control;
    private final Seat seat;
    private @Nullable ServerWebSocket socket;

    SocketExchange(
            HttpProxy proxy,
            HttpServerRequest request,
            String path,
            DeployedApplication application) {
        this.proxy = proxy;
        this.request = request;
        this.path = path;
        this.application = application;
        this.control = ControlHeaders.of(request.headers(), proxy.options().requestTimeout());
        this.seat = new Seat(proxy.router(application), this);
    }

    void begin() {
        proxy.began();
        request.response().closeHandler(_ -> leave());
        Duration bound = control.timeout();
        seat.ask(bound == null ? () -> {} : proxy.time().after(bound, this::cut));
    }

    @Override
    public void assigned(Replica chosen) {
        seat.take(chosen, this::handshake);
    }

    private void handshake() {
        int status = application.spec().code().socketStatus(path);
        if (status != 101) {
            reject(status);
            return;
        }
        HttpServerResponse response = proxy.stamp(request.response());
        Replica host = seat.replica();
        response.putHeader("x-served-by", host.identity().servedBy());
        response.putHeader("x-replica", host.replicaId());
        request.toWebSocket().onSuccess(this::accepted).onFailure(_ -> leave());
    }

    private void accepted(ServerWebSocket opened) {
        socket = opened;
        opened.closeHandler(_ -> leave());
        opened.exceptionHandler(failure -> failed(opened, failure));
        if (seat.isLeft()) {
            cut();
        } else {
            application.spec().code().socket(this);
        }
    }

    private static void failed(ServerWebSocket opened, Throwable failure) {
        switch (failure) {
            case HttpClosedException _ -> {}
            case CorruptedWebSocketFrameException bad ->
                    opened.close((short) bad.closeStatus().code());
            // Neither a too large message nor too much to inflate has a class of its own.
            default -> opened.close(MESSAGE_TOO_BIG);
        }
    }

    @Override
    public void refused(int queued, int maxQueued) {
        reject(500);
    }

    @Override
    public void unavailable() {
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

    private void leave() {
        if (!seat.isLeft()) {
            seat.leave();
            proxy.ended();
        }
    }

    private void reject(int status) {
        leave();
        reject(proxy, request, status);
    }

    /** Refuses a handshake and closes: 500 also where no application has the path. */
    static void reject(HttpProxy proxy, HttpServerRequest request, int status) {
        HttpServerResponse response = proxy.stamp(request.response()).setStatusCode(status);
        response.putHeader("content-type", "text/plain; charset=utf-8");
        response.putHeader("connection", "close");
        request.resume();
        response.end(status == 500 ? "Internal Server Error" : "")
                .onComplete(_ -> request.connection().close());
    }

    /** Ends the connection without a close frame: the caller sees 1006. */
    private void cut() {
        leave();
        proxy.gate().run(() -> Cut.off(request.connection()));
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
