package io.raygate.loadtest.serve.grpc;

import io.raygate.loadtest.serve.application.GrpcCall;
import io.raygate.loadtest.serve.application.Journal.Event;
import io.raygate.loadtest.serve.application.ReplicaContext;
import io.raygate.loadtest.serve.cluster.DeployedApplication;
import io.raygate.loadtest.serve.cluster.Replica;
import io.raygate.loadtest.serve.cluster.Seat;
import io.raygate.loadtest.serve.cluster.Work;
import io.raygate.loadtest.serve.time.Timeline;
import io.raygate.loadtest.serve.time.Timeline.Timer;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** One gRPC call from its head to its status. */
final class GrpcExchange implements Work, GrpcCall {
    private final HttpServerRequest request;
    private final DeployedApplication application;
    private final Timeline time;
    private final String requestId;
    private final Seat seat;
    private final GrpcReply reply;
    private @Nullable Buffer message;

    GrpcExchange(GrpcProxy proxy, HttpServerRequest request, DeployedApplication application) {
        this.request = request;
        this.application = application;
        this.time = proxy.cluster().context().time();
        @Nullable String given = request.getHeader("request_id");
        this.requestId = given == null ? proxy.cluster().context().ids().request() : given;
        this.seat = new Seat(proxy.router(application), this);
        this.reply = new GrpcReply(request.response(), requestId);
    }

    void begin() {
        request.response().closeHandler(_ -> cancel());
        request.body().onSuccess(this::arrived);
    }

    private void arrived(Buffer body) {
        message = GrpcFrames.first(body);
        if (message == null) {
            reply.end(GrpcStatus.internal("Exception deserializing request!"));
            return;
        }
        @Nullable Duration limit = GrpcTimeout.parse(request.getHeader("grpc-timeout"));
        seat.ask(limit == null ? () -> {} : time.after(limit, this::timedOut));
    }

    @Override
    public void assigned(Replica chosen) {
        seat.take(
                chosen,
                () -> {
                    note(Event.STARTED);
                    application.spec().code().grpc(this);
                });
    }

    @Override
    public void refused(int queued, int maxQueued) {
        finish(GrpcStatus.full(queued, maxQueued));
    }

    @Override
    public void unavailable() {
        finish(
                GrpcStatus.unavailable(
                        "Deployment(name='"
                                + application.spec().deployment().name()
                                + "', app='"
                                + application.spec().name()
                                + "') is unavailable because it failed to deploy."));
    }

    @Override
    public void died() {
        finish(GrpcStatus.internal(Traceback.actorDied(seat.replica().process())));
    }

    private void timedOut() {
        cancel();
        reply.end(GrpcStatus.deadlineExceeded());
    }

    private void cancel() {
        if (!seat.isLeft()) {
            if (seat.isTaken()) {
                note(Event.CANCELLED);
            }
            seat.leave();
        }
    }

    private void finish(GrpcStatus status) {
        if (!seat.isLeft()) {
            seat.leave();
            reply.end(status);
        }
    }

    private void note(Event event) {
        application.journal().add(time.now(), requestId, event);
    }

    @Override
    public String method() {
        return request.uri().substring(request.uri().lastIndexOf('/') + 1);
    }

    @Override
    public Buffer message() {
        return Objects.requireNonNull(message);
    }

    @Override
    public ReplicaContext replica() {
        return seat.replica();
    }

    @Override
    public void send(Buffer answer) {
        reply.send(answer);
    }

    @Override
    public void end() {
        note(Event.FINISHED);
        finish(GrpcStatus.OK);
    }

    @Override
    public void raise(String exception) {
        note(Event.FAILED);
        Replica replica = seat.replica();
        finish(GrpcStatus.internal(Traceback.of(replica, replica.process(), method(), exception)));
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        return seat.replica()
                .after(
                        delay,
                        () -> {
                            if (!seat.isLeft()) {
                                action.run();
                            }
                        });
    }
}
