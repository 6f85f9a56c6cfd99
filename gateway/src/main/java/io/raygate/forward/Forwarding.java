package io.raygate.forward;

import io.raygate.exchange.Account;
import io.raygate.exchange.Decision;
import io.raygate.exchange.Fields;
import io.raygate.exchange.Outcome;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.forward.ForwardPolicy.Timeouts;
import io.raygate.forward.http1.AnswerHead;
import io.raygate.upstream.Cluster;
import io.raygate.upstream.Endpoint;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import org.jspecify.annotations.Nullable;

/**
 * One exchange on its way: its attempts one after another, its deadlines, its end. Everything that
 * happens to it meets here, on its event loop, and after the end nothing does.
 */
final class Forwarding extends Work {
    private final ForwardLoop loop;
    private final ForwardOrder order;
    private final Timeouts timeouts;
    private final Account account;
    private final String target;
    private final Upload upload;
    private final Download download;
    private final ForwardDeadlines deadlines;
    private final Promise<Decision<Delivered>> outcome = Promise.promise();
    private @Nullable AnswerFilter filter;
    private @Nullable Attempt attempt;
    private @Nullable Tunnel tunnel;
    private @Nullable StreamPace pace;
    private int clusterIndex;
    private int retriesLeft;
    private boolean over;

    Forwarding(ForwardLoop loop, ForwardOrder order, String target) {
        this.loop = loop;
        this.order = order;
        this.target = target;
        this.timeouts = order.policy().timeouts();
        this.account = order.exchange().account();
        this.retriesLeft = order.policy().retries();
        this.upload =
                order.body() == null
                        ? new ArrivingUpload(this, order, loop.deadlines())
                        : new HeldUpload(this, order.body());
        this.download = new Download(this, order);
        this.deadlines = new ForwardDeadlines(this, loop.deadlines(), order);
    }

    Future<Decision<Delivered>> start() {
        HttpServerRequest request = order.exchange().request();
        HttpServerResponse response = request.response();
        if (response.closed() || response.ended()) {
            return goneBefore();
        }
        request.exceptionHandler(this::clientFailed);
        response.exceptionHandler(this::clientFailed);
        response.closeHandler(gone -> clientLeft());
        deadlines.start();
        loop.inWork().add(this);
        tryNext();
        return outcome.future();
    }

    /** The client did not wait until it was known who it is, or broke its body meanwhile. */
    private Future<Decision<Delivered>> goneBefore() {
        account.failure = UpstreamFailure.CLIENT_GONE.word();
        account.outcome = Outcome.CLIENT_GONE;
        return Future.succeededFuture(Decision.proceed(new Delivered(false)));
    }

    private Cluster cluster() {
        return order.clusters().get(clusterIndex);
    }

    AnswerFilter filter() {
        if (filter == null) {
            filter = new AnswerFilter(order, cluster().endpoints());
        }
        return filter;
    }

    /** The first attempt at the cluster, or at the one that takes over for it (S-86). */
    private void tryNext() {
        Endpoint endpoint = cluster().pick(null);
        while (endpoint == null && hasNextCluster()) {
            clusterIndex++;
            endpoint = cluster().pick(null);
        }
        if (endpoint == null) {
            conclude(UpstreamFailure.NO_READY_ENDPOINT);
        } else {
            attempt(endpoint, false);
        }
    }

    private boolean hasNextCluster() {
        return clusterIndex + 1 < order.clusters().size();
    }

    private void attempt(Endpoint endpoint, boolean fresh) {
        Cluster cluster = cluster();
        long now = loop.deadlines().now();
        OutgoingHead head =
                ForwardHeaders.compose(
                        order, target, cluster.settings(), endpoint, deadlines.remaining(now));
        if (head == null) {
            refuse(Rejection.of(RejectionCode.MALFORMED_REQUEST, "cannot be sent upstream"));
            return;
        }
        loop.budgets().of(cluster.id()).request(now);
        account.cluster = cluster.id().value();
        account.endpoint = endpoint.address().authority();
        account.upstreamStartedNanos = now;
        account.sentNanos = 0;
        filter = null;
        Attempt next = new Attempt(this, endpoint, head);
        attempt = next;
        next.start(loop.clients().pool(cluster, endpoint), fresh);
    }

    void connected(UpstreamStream stream, OutgoingHead head) {
        if (order.head().expectsContinue() && order.body() == null && upload.received() == 0) {
            order.exchange().request().response().writeContinue();
        }
        account.sentNanos = loop.deadlines().now();
        upload.sendTo(stream, head);
    }

    /** It is the client's turn to send; where an answer is under way, both may be silent. */
    void uploadProgressed() {
        if (account.firstByteNanos == 0) {
            deadlines.pause();
        } else if (!download.isWaiting()) {
            deadlines.awaitMore();
        }
    }

    /** It is the endpoint's turn: to read on, */
    void uploadHeldBack() {
        uploadEnded();
    }

    /** or to answer. */
    void uploadEnded() {
        if (account.firstByteNanos == 0) {
            deadlines.awaitFirstByte();
        }
    }

    void upstreamWritable() {
        upload.writable();
        if (tunnel != null) {
            tunnel.writable();
        }
    }

    void interim(int status, Fields fields) {
        if (status == 103 && !download.hasBegun()) {
            EarlyHints.pass(fields, filter(), order.exchange().request());
        }
    }

    void answered(AnswerHead head, UpstreamStream stream) {
        if (head.status() == 407) {
            fail(UpstreamFailure.PROXY_AUTHENTICATION);
            return;
        }
        account.firstByteNanos = loop.deadlines().now();
        upload.forgetReplay();
        if (head.status() == 101) {
            switchProtocols(head, stream);
            return;
        }
        download.head(head, stream);
        if (download.isEventStream()) {
            deadlines.becomesStream();
        }
        if (deadlines.isStream()) {
            pace = new StreamPace(loop.gaps().of(account), loop.deadlines());
        }
        deadlines.awaitMore();
    }

    private void switchProtocols(AnswerHead head, UpstreamStream stream) {
        if (!WebSocketHandshake.fits(order.head().fields(), head.fields())) {
            fail(UpstreamFailure.UNASKED_UPGRADE);
            return;
        }
        GrantWatch watch = new GrantWatch(this, loop.deadlines(), order.stillGranted());
        Tunnel opening = new Tunnel(this, account, stream, watch);
        tunnel = opening;
        deadlines.awaitTalk();
        download.switchProtocols(head, stream);
        order.exchange()
                .request()
                .toNetSocket()
                .onSuccess(opening::connected)
                .onFailure(gone -> fail(UpstreamFailure.CLIENT_GONE));
    }

    /** Somebody has said something. */
    void tunnelUsed() {
        deadlines.awaitTalk();
    }

    /** The client has closed its side of a tunnel. */
    void tunnelClosed() {
        if (!over) {
            cancelAttempt(false);
            end(Decision.proceed(new Delivered(true)));
        }
    }

    void body(Buffer data) {
        if (tunnel != null) {
            tunnel.fromUpstream(data);
            return;
        }
        notePiece(data);
        download.body(data);
        if (!over && !download.isWaiting()) {
            deadlines.awaitMore();
        }
    }

    private void notePiece(Buffer data) {
        if (pace != null && data.length() > 0) {
            pace.piece();
        }
    }

    void readComplete() {
        download.flush();
    }

    void ended(Buffer data, Fields trailers) {
        attempt = null;
        if (tunnel != null) {
            if (data.length() > 0) {
                tunnel.fromUpstream(data);
            }
            tunnel.close();
            end(Decision.proceed(new Delivered(true)));
            return;
        }
        upload.detach();
        notePiece(data);
        UpstreamFailure meant = download.meaning(data);
        if (meant != null) {
            account.failure = meant.word();
            Rejection rejection = meant.rejection();
            refuse(
                    meant == UpstreamFailure.BACKPRESSURE
                            ? rejection.retryAfter(download.retryAfter())
                            : rejection);
            return;
        }
        deliver(download.end(data, trailers));
    }

    /** The client gets no more of it than this, and the upstream is not to go on. */
    void answerIsOver(Buffer last) {
        cancelAttempt(false);
        deliver(download.endWith(last));
    }

    private void deliver(Future<Void> written) {
        if (written.succeeded()) {
            delivered();
        } else {
            deadlines.awaitClient();
            written.onComplete(
                    done -> {
                        if (done.succeeded()) {
                            delivered();
                        } else {
                            fail(UpstreamFailure.CLIENT_GONE);
                        }
                    });
        }
    }

    private void delivered() {
        if (!over) {
            end(Decision.proceed(new Delivered(true)));
            loop.discardRest(order.exchange(), upload);
        }
    }

    void clientBehind() {
        deadlines.awaitClient();
    }

    void clientCaughtUp() {
        deadlines.awaitMore();
    }

    /**
     * A close behind a complete answer is how HTTP/2 streams end; whether it arrived, the write
     * tells.
     */
    private void clientLeft() {
        if (!order.exchange().request().response().ended()) {
            fail(UpstreamFailure.CLIENT_GONE);
        }
    }

    private void clientFailed(Throwable cause) {
        fail(ClientFaults.of(cause, upload.isEnded()));
    }

    void attemptFailed(UpstreamFailure failure) {
        Attempt failed = attempt;
        attempt = null;
        upload.detach();
        deadlines.pause();
        if (failed == null || over || !tryAgain(failure, failed)) {
            conclude(failure);
        }
    }

    private boolean tryAgain(UpstreamFailure failure, Attempt failed) {
        boolean safe =
                !download.hasBegun()
                        && upload.isReplayable()
                        && RetryPolicy.isSafe(failure, failed, order);
        if (!safe) {
            return false;
        }
        Endpoint other = retriesLeft > 0 ? cluster().pick(failed.endpoint()) : null;
        boolean alone = other == failed.endpoint();
        boolean useless = alone && failure.retry() == UpstreamFailure.Retry.OTHER_ENDPOINT;
        boolean failover = failure.isConnectFailure() && hasNextCluster();
        boolean worse = failover && (alone || (other != null && !other.isUsable()));
        if (other != null && !useless && !worse && mayRetry()) {
            retriesLeft--;
            account.retries++;
            // What the endpoint has closed once it may have closed on all unused connections.
            attempt(other, failure.retry() == UpstreamFailure.Retry.REUSED_CONNECTION);
            return true;
        }
        if (failover) {
            clusterIndex++;
            account.retries++;
            tryNext();
        }
        return failover;
    }

    private boolean mayRetry() {
        return loop.budgets()
                .of(cluster().id())
                .tryRetry(loop.deadlines().now(), cluster().settings().retryBudget());
    }

    @Override
    void fail(UpstreamFailure failure) {
        if (over) {
            return;
        }
        cancelAttempt(failure.blamesUpstream());
        conclude(failure);
    }

    private void cancelAttempt(boolean upstreamFault) {
        Attempt running = attempt;
        attempt = null;
        upload.detach();
        if (running != null) {
            running.cancel(upstreamFault);
        }
    }

    private void conclude(UpstreamFailure failure) {
        if (over) {
            return;
        }
        account.failure = failure.word();
        if (failure == UpstreamFailure.CLIENT_GONE) {
            account.outcome = Outcome.CLIENT_GONE;
            download.abandon();
            end(Decision.proceed(new Delivered(false)));
        } else if (!download.hasBegun()) {
            refuse(failure.rejection());
        } else {
            account.outcome = Outcome.FAILED;
            over = true;
            cut(failure);
            over = false;
            end(Decision.proceed(new Delivered(false)));
        }
    }

    private void cut(UpstreamFailure failure) {
        if (tunnel == null) {
            download.cut(failure);
        } else {
            tunnel.close(failure);
        }
    }

    private void refuse(Rejection rejection) {
        download.abandon();
        end(Decision.refuse(rejection));
    }

    private void end(Decision<Delivered> decision) {
        over = true;
        deadlines.stop();
        if (tunnel != null) {
            tunnel.settled();
        }
        account.requestBytes += upload.received();
        loop.inWork().remove(this);
        HttpServerResponse response = order.exchange().request().response();
        if (!response.ended()) {
            response.drainHandler(null);
        }
        outcome.complete(decision);
    }

    Timeouts timeouts() {
        return timeouts;
    }
}
