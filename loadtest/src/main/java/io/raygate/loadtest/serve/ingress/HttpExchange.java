package io.raygate.loadtest.serve.ingress;

import io.raygate.loadtest.serve.application.HttpCall;
import io.raygate.loadtest.serve.application.Journal;
import io.raygate.loadtest.serve.application.Journal.Event;
import io.raygate.loadtest.serve.application.ReplicaContext;
import io.raygate.loadtest.serve.application.Reply;
import io.raygate.loadtest.serve.cluster.Backpressure;
import io.raygate.loadtest.serve.cluster.DeployedApplication;
import io.raygate.loadtest.serve.cluster.Replica;
import io.raygate.loadtest.serve.cluster.Seat;
import io.raygate.loadtest.serve.cluster.Work;
import io.raygate.loadtest.serve.time.Timeline.Timer;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import java.util.function.Consumer;

/** One HTTP request from its head to the end of its answer. */
final class HttpExchange implements Work, HttpCall {
    private final HttpProxy proxy;
    private final HttpServerRequest request;
    private final String path;
    private final DeployedApplication application;
    private final Seat seat;
    private final String requestId;
    private final ControlHeaders control;
    private final HttpReply reply;
    private Runnable onCancel = () -> {};
    private boolean cancelling;

    HttpExchange(
            HttpProxy proxy,
            HttpServerRequest request,
            String path,
            DeployedApplication application) {
        this.proxy = proxy;
        this.request = request;
        this.path = path;
        this.application = application;
        this.seat = new Seat(proxy.router(application), this);
        this.requestId = proxy.requestId(request);
        this.control = ControlHeaders.of(request.headers(), proxy.options().requestTimeout());
        this.reply = new HttpReply(proxy, request, requestId, this);
    }

    void begin() {
        request.response().closeHandler(_ -> clientLeft());
        request.response().exceptionHandler(_ -> {});
        request.exceptionHandler(_ -> {});
        Duration bound = control.timeout();
        seat.ask(bound == null ? () -> {} : proxy.time().after(bound, this::timedOut));
    }

    @Override
    public void assigned(Replica chosen) {
        seat.take(chosen, this::start);
    }

    private void start() {
        note(Event.STARTED);
        application.spec().code().http(this);
    }

    @Override
    public void refused(int queued, int maxQueued) {
        Backpressure refusal = application.spec().deployment().backpressure();
        answer(ServeText.full(refusal.status(), refusal.retryAfterSeconds(), queued, maxQueued));
    }

    @Override
    public void unavailable() {
        answer(
                ServeText.unavailable(
                        application.spec().deployment().name(), application.spec().name()));
    }

    @Override
    public void died() {
        if (seat.isLeft()) {
            return;
        }
        seat.leave();
        if (reply.begun()) {
            reply.cut();
        } else {
            reply.replicaDied();
        }
    }

    private void timedOut() {
        if (!reply.begun()) {
            double seconds = Objects.requireNonNull(control.timeoutSeconds());
            cancel();
            reply.own(ServeText.timedOut(requestId, seconds));
        } else {
            reply.cut();
            cancelAtNextEvent();
        }
    }

    private void clientLeft() {
        if (seat.isLeft() || control.outlivesClient()) {
            return;
        }
        if (reply.begun()) {
            cancelAtNextEvent();
        } else {
            cancel();
        }
    }

    /** A generator learns of its end when it comes to its next event (ray-serve.md section 4). */
    private void cancelAtNextEvent() {
        cancelling = true;
    }

    private void cancel() {
        if (!seat.isLeft()) {
            if (seat.isTaken()) {
                note(Event.CANCELLED);
            }
            seat.leave();
            onCancel.run();
        }
    }

    @Override
    public void raise() {
        if (seat.isLeft()) {
            return;
        }
        note(Event.FAILED);
        seat.leave();
        if (reply.begun()) {
            reply.cut();
        } else {
            reply.own(ServeText.raised());
        }
    }

    private void answer(ServeText text) {
        if (!seat.isLeft()) {
            seat.leave();
            reply.own(text);
        }
    }

    /** The application has written its last byte. */
    void ended() {
        if (!seat.isLeft()) {
            note(Event.FINISHED);
            seat.leave();
        }
    }

    private void note(Event event) {
        if (!path.endsWith("/journal")) {
            journal().add(now(), requestId, event);
        }
    }

    @Override
    public Instant now() {
        return proxy.time().now();
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        return seat.replica().after(delay, () -> step(action));
    }

    /**
     * One step of the application's code: skipped once the call is over, its last one when it was
     * cancelled.
     */
    void step(Runnable action) {
        if (cancelling) {
            cancel();
        } else if (!seat.isLeft()) {
            action.run();
        }
    }

    @Override
    public void onCancel(Runnable action) {
        onCancel = action;
    }

    @Override
    public Future<Buffer> body() {
        reply.proceed();
        Future<Buffer> body = request.body();
        request.resume();
        return body;
    }

    @Override
    public void pieces(Consumer<Buffer> piece, Runnable end) {
        reply.proceed();
        request.handler(piece::accept);
        request.endHandler(_ -> end.run());
        request.resume();
    }

    @Override
    public HttpServerRequest request() {
        return request;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public String routePrefix() {
        return application.spec().routePrefix();
    }

    @Override
    public String requestId() {
        return requestId;
    }

    @Override
    public Journal journal() {
        return application.journal();
    }

    @Override
    public ReplicaContext replica() {
        return seat.replica();
    }

    @Override
    public Reply reply() {
        return reply;
    }
}
