package io.raygate.loadtest.serve.ingress;

import io.raygate.loadtest.serve.application.Journal.Event;
import io.raygate.loadtest.serve.cluster.Backpressure;
import io.raygate.loadtest.serve.cluster.DeployedApplication;
import io.raygate.loadtest.serve.cluster.Replica;
import io.raygate.loadtest.serve.cluster.Seat;
import io.raygate.loadtest.serve.cluster.Work;
import io.raygate.loadtest.serve.time.Timeline.Timer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The life of one HTTP request: it waits, runs, and ends in exactly one of seven ways. */
final class HttpExchange implements Work {
    private static final int CLIENT_LEFT = 499;

    private final HttpProxy proxy;
    private final HttpServerRequest request;
    private final String path;
    private final DeployedApplication application;
    private final Seat seat;
    private final String requestId;
    private final ControlHeaders control;
    private final HttpReply reply;
    private final long begunNanos;
    private long takenNanos;
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
        this.begunNanos = proxy.time().nanos();
        this.takenNanos = begunNanos;
        this.reply = new HttpReply(proxy, request, requestId, this);
    }

    void begin() {
        proxy.began();
        request.response().closeHandler(_ -> clientLeft());
        request.response().exceptionHandler(_ -> {});
        request.exceptionHandler(_ -> {});
        @Nullable Duration bound = control.timeout();
        seat.ask(bound == null ? () -> {} : proxy.time().after(bound, this::timedOut));
    }

    @Override
    public void assigned(Replica chosen) {
        takenNanos = proxy.time().nanos();
        seat.take(chosen, this::start);
    }

    private void start() {
        note(Event.STARTED);
        application.spec().code().http(new ReplicaCall(this, request, reply));
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

    private void answer(ServeText text) {
        leave(text.status());
        reply.own(text);
    }

    @Override
    public void died() {
        if (seat.isLeft()) {
            return;
        }
        leave(500);
        if (reply.begun()) {
            reply.cut();
        } else {
            reply.replicaDied();
        }
    }

    private void timedOut() {
        if (reply.begun()) {
            reply.cut();
            cancelling = true;
        } else {
            double seconds = Objects.requireNonNull(control.timeoutSeconds());
            cancel(408);
            reply.own(ServeText.timedOut(requestId, seconds));
        }
    }

    /** A generator learns of its end when it comes to its next event. */
    private void clientLeft() {
        if (control.outlivesClient()) {
            return;
        }
        if (reply.begun()) {
            cancelling = true;
        } else {
            cancel(CLIENT_LEFT);
        }
    }

    private void cancel(int status) {
        if (!seat.isLeft()) {
            if (seat.isTaken()) {
                note(Event.CANCELLED);
            }
            leave(status);
            onCancel.run();
        }
    }

    /** The application raised. */
    void raise() {
        if (seat.isLeft()) {
            return;
        }
        note(Event.FAILED);
        leave(500);
        if (reply.begun()) {
            reply.cut();
        } else {
            reply.own(ServeText.raised());
        }
    }

    /** The application has written its last byte. */
    void ended() {
        if (!seat.isLeft()) {
            note(Event.FINISHED);
            leave(request.response().getStatusCode());
        }
    }

    /** Runs one step of the application's code, the last one of a cancelled call excepted. */
    void step(Runnable action) {
        if (cancelling) {
            cancel(CLIENT_LEFT);
        } else if (!seat.isLeft()) {
            action.run();
        }
    }

    Timer after(Duration delay, Runnable action) {
        return seat.replica().after(delay, () -> step(action));
    }

    void onCancel(Runnable action) {
        onCancel = action;
    }

    private void leave(int status) {
        if (seat.isLeft()) {
            return;
        }
        seat.leave();
        proxy.ended();
        long now = proxy.time().nanos();
        long queued = (seat.isTaken() ? takenNanos : now) - begunNanos;
        @Nullable Replica replica = seat.isTaken() ? seat.replica() : null;
        proxy.finished(
                new FinishedRequest(
                        application,
                        replica,
                        request.method().name(),
                        status,
                        now - begunNanos,
                        queued));
    }

    private void note(Event event) {
        if (!path.endsWith("/journal")) {
            application.journal().add(now(), requestId, event);
        }
    }

    Instant now() {
        return proxy.time().now();
    }

    String path() {
        return path;
    }

    String requestId() {
        return requestId;
    }

    DeployedApplication application() {
        return application;
    }

    Replica replica() {
        return seat.replica();
    }
}
