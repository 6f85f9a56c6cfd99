package io.raygate.forward;

import io.raygate.exchange.Account;
import io.raygate.exchange.Decision;
import io.raygate.exchange.Outcome;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.forward.ForwardPolicy.Timeouts;
import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;

/**
 * Takes in a request body whole where its bytes decide what becomes of the request: never more than
 * declared or allowed, never slower than any other (S-80), and in the room that there is.
 */
final class Holding extends Work implements Handler<Buffer> {
    private final ForwardLoop loop;
    private final HoldOrder order;
    private final HttpServerRequest request;
    private final Account account;
    private final long declared;
    private final long limit;
    private final UploadPace pace;
    private final BodyRoom.Share room;
    private final HeldBody body;
    private final Promise<Decision<HeldBody>> outcome = Promise.promise();
    private final Deadline whole =
            new Deadline() {
                @Override
                void expired() {
                    fail(UpstreamFailure.DEADLINE_EXCEEDED);
                }
            };
    private long received;
    private boolean over;

    Holding(ForwardLoop loop, HoldOrder order) {
        this.loop = loop;
        this.order = order;
        this.request = order.exchange().request();
        this.account = order.exchange().account();
        this.declared = order.head().contentLength();
        this.limit = Math.min(order.policy().bodyLimit(), BodyRoom.ALL);
        this.pace = new UploadPace(this, loop.deadlines(), order.policy().timeouts());
        this.room = loop.room().share(order.owner());
        this.body = new HeldBody(room);
    }

    Decision<HeldBody> start() {
        HttpServerResponse response = request.response();
        loop.inWork().add(this);
        if (response.closed() || response.ended()) {
            fail(UpstreamFailure.CLIENT_GONE);
        } else if (declared > limit) {
            refuse(Rejection.of(RejectionCode.REQUEST_TOO_LARGE, "declared above the limit"));
        } else {
            begin(response);
        }
        Future<Decision<HeldBody>> known = outcome.future();
        return known.succeeded() ? known.result() : new Decision.Wait<>(known);
    }

    private void begin(HttpServerResponse response) {
        request.exceptionHandler(cause -> fail(ClientFaults.of(cause, false)));
        response.exceptionHandler(cause -> fail(ClientFaults.of(cause, false)));
        response.closeHandler(gone -> fail(UpstreamFailure.CLIENT_GONE));
        order.exchange().whenSettled(body::drop);
        loop.deadlines().at(order.exchange().startedNanos() + total(), whole);
        if (order.head().expectsContinue()) {
            response.writeContinue();
        }
        request.handler(this).endHandler(done -> arrived());
        request.resume();
        if (!over) {
            pace.begin();
        }
    }

    private long total() {
        Timeouts timeouts = order.policy().timeouts();
        return (order.policy().longStream() ? timeouts.stream() : timeouts.total()).toNanos();
    }

    @Override
    public void handle(Buffer chunk) {
        if (over) {
            return;
        }
        received += chunk.length();
        pace.arrived(chunk.length());
        if (declared >= 0 && received > declared) {
            fail(UpstreamFailure.CLIENT_BODY_BROKEN);
        } else if (received > limit) {
            fail(UpstreamFailure.CLIENT_BODY_TOO_LARGE);
        } else if (!room.take(chunk.length())) {
            refuse(
                    Rejection.of(RejectionCode.GATEWAY_OVERLOADED, "no room for bodies")
                            .retryAfter(1));
        } else {
            body.append(chunk);
            order.reader().accept(chunk);
        }
    }

    private void arrived() {
        if (over) {
            return;
        }
        if (declared > received) {
            fail(UpstreamFailure.CLIENT_BODY_BROKEN);
            return;
        }
        end(Decision.proceed(body));
    }

    private void refuse(Rejection rejection) {
        end(Decision.refuse(rejection));
    }

    @Override
    void fail(UpstreamFailure failure) {
        if (over) {
            return;
        }
        account.failure = failure.word();
        if (failure == UpstreamFailure.CLIENT_GONE) {
            account.outcome = Outcome.CLIENT_GONE;
        }
        end(Decision.refuse(failure.rejection()));
    }

    private void end(Decision<HeldBody> decision) {
        over = true;
        pace.cancel();
        whole.cancel();
        loop.inWork().remove(this);
        account.requestBytes += received;
        if (decision instanceof Decision.Refuse<HeldBody>) {
            request.pause();
            body.drop();
        }
        outcome.complete(decision);
    }
}
