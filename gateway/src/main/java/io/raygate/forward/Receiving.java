package io.raygate.forward;

import io.raygate.exchange.Account;
import io.raygate.exchange.Decision;
import io.raygate.exchange.Exchange;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.exchange.RequestHead;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.function.Consumer;

/**
 * Takes in a request body whole where its bytes decide what becomes of the request: never more than
 * declared or allowed, and never slower than any other (S-80, S-81). Confined to its event loop.
 */
final class Receiving implements Handling {
    private static final int FULL_RETRY_SECONDS = 5;

    private final Exchange exchange;
    private final RequestHead head;
    private final ForwardPolicy policy;
    private final HeldBodies all;
    private final Consumer<Buffer> reader;
    private final UploadPace pace;
    private final Promise<Decision<Buffer>> outcome = Promise.promise();
    private Buffer body = Buffer.buffer();
    private long held;
    private boolean over;

    Receiving(
            ForwardLoop loop,
            Exchange exchange,
            RequestHead head,
            ForwardPolicy policy,
            Consumer<Buffer> reader) {
        this.exchange = exchange;
        this.head = head;
        this.policy = policy;
        this.all = loop.held();
        this.reader = reader;
        this.pace = new UploadPace(this, loop.deadlines(), policy.timeouts());
    }

    Decision<Buffer> start() {
        if (head.contentLength() > policy.bodyLimit()) {
            return Decision.refuse(
                    Rejection.of(RejectionCode.REQUEST_TOO_LARGE, "declared above the limit"));
        }
        exchange.whenSettled(() -> all.giveBack(held));
        HttpServerRequest request = exchange.request();
        HttpServerResponse response = request.response();
        if (head.expectsContinue()) {
            response.writeContinue();
        }
        request.exceptionHandler(broken -> fail(ClientFaults.of(broken, false)));
        response.closeHandler(gone -> fail(UpstreamFailure.CLIENT_GONE));
        request.handler(this::take).endHandler(_ -> whole());
        request.resume();
        if (!over) {
            pace.begin();
        }
        Future<Decision<Buffer>> future = outcome.future();
        return future.succeeded() ? future.result() : new Decision.Wait<>(future);
    }

    private void take(Buffer piece) {
        if (over) {
            return;
        }
        pace.arrived(piece.length());
        long length = (long) body.length() + piece.length();
        if (head.contentLength() >= 0 && length > head.contentLength()) {
            fail(UpstreamFailure.CLIENT_BODY_BROKEN);
        } else if (length > policy.bodyLimit()) {
            fail(UpstreamFailure.CLIENT_BODY_TOO_LARGE);
        } else if (!all.take(piece.length())) {
            end(
                    Decision.refuse(
                            Rejection.closing(RejectionCode.GATEWAY_OVERLOADED, "bodies held")
                                    .retryAfter(FULL_RETRY_SECONDS)));
        } else {
            held += piece.length();
            body.appendBuffer(piece);
            reader.accept(piece);
        }
    }

    private void whole() {
        if (head.contentLength() > body.length()) {
            fail(UpstreamFailure.CLIENT_BODY_BROKEN);
        } else {
            end(Decision.proceed(body));
        }
    }

    /** Whoever left meanwhile is found to be gone when the request would be forwarded. */
    @Override
    public void fail(UpstreamFailure failure) {
        if (over) {
            return;
        }
        Account account = exchange.account();
        account.failure = failure.word();
        account.requestBytes = body.length();
        end(
                failure == UpstreamFailure.CLIENT_GONE
                        ? Decision.proceed(Buffer.buffer())
                        : Decision.refuse(failure.rejection()));
    }

    private void end(Decision<Buffer> decision) {
        if (over) {
            return;
        }
        over = true;
        pace.cancel();
        HttpServerRequest request = exchange.request();
        request.response().closeHandler(null);
        if (!request.isEnded()) {
            request.pause();
        }
        outcome.complete(decision);
    }
}
