package io.raygate.forward;

import io.raygate.exchange.Decision;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.exchange.RequestKind;
import io.raygate.exchange.StreamGaps;
import io.raygate.upstream.Cluster;
import io.raygate.upstream.PoolUse;
import io.raygate.upstream.Protocol;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.function.LongSupplier;

/**
 * Carries exchanges to their cluster and the answers back. One for each event loop, made and used
 * on that loop only.
 */
public final class Forwarder {
    private final ForwardLoop loop;
    private final Context context;

    /**
     * @param loops how many forwarders share the bounds of the pools
     * @param budgets one for the whole gateway
     * @param gaps one for the whole gateway
     * @param room one for the whole gateway
     * @param nanos the monotonic clock
     */
    public Forwarder(
            Vertx vertx,
            int loops,
            RetryBudgets budgets,
            StreamGaps gaps,
            BodyRoom room,
            LongSupplier nanos) {
        Deadlines deadlines = new Deadlines(nanos);
        loop =
                new ForwardLoop(
                        vertx,
                        new UpstreamClients(vertx, deadlines, loops),
                        deadlines,
                        budgets,
                        new InWork(),
                        gaps,
                        room);
        context = vertx.getOrCreateContext();
        vertx.setPeriodic(Deadlines.TICK_MILLIS, tick -> deadlines.turn());
    }

    /**
     * Takes in a body whole, for those who must read it before they know where the request goes; to
     * be forwarded then with what is held.
     */
    public Decision<HeldBody> hold(HoldOrder order) {
        return new Holding(loop, order).start();
    }

    /**
     * Forwards the request; never fails. A refusal means that no byte of an answer was sent;
     * otherwise the response has ended, well or badly, and the account tells how.
     */
    public Future<Decision<Delivered>> forward(ForwardOrder order) {
        if (order.body() == null) {
            order.exchange().request().pause();
        }
        String target = OutgoingTarget.of(order.head(), order.policy());
        if (target == null) {
            return refused(Rejection.of(RejectionCode.NOT_FOUND, "a reserved path"));
        }
        if (order.head().contentLength() > order.policy().bodyLimit()) {
            return refused(
                    Rejection.of(RejectionCode.REQUEST_TOO_LARGE, "declared above the limit"));
        }
        if (order.head().kind() == RequestKind.WEBSOCKET && !isTunnelPossible(order)) {
            return refused(
                    Rejection.closing(RejectionCode.UPGRADE_NOT_ALLOWED, "no WebSocket here"));
        }
        return new Forwarding(loop, order, target).start();
    }

    /** HTTP/2 upstreams would need extended CONNECT, which Ray does not speak. */
    private static boolean isTunnelPossible(ForwardOrder order) {
        for (Cluster each : order.clusters()) {
            if (each.settings().protocol() != Protocol.HTTP1) {
                return false;
            }
        }
        return order.policy().websocket();
    }

    /**
     * Ends what is still in work when the time to drain is over (S-99): requests without an answer
     * are refused, streams are cut visibly, WebSockets close with 1001. From any thread.
     *
     * @return completes when all of it has been told to end; never fails
     */
    public Future<Void> endAll() {
        Promise<Void> ended = Promise.promise();
        context.runOnContext(
                now -> {
                    loop.inWork().endAll();
                    ended.complete();
                });
        return ended.future();
    }

    /** How the pools of this loop are used; any thread. */
    public PoolUse poolUse() {
        return loop.clients().use();
    }

    private static Future<Decision<Delivered>> refused(Rejection rejection) {
        return Future.succeededFuture(Decision.refuse(rejection));
    }

    ForwardLoop loop() {
        return loop;
    }
}
