package io.raygate;

import io.raygate.config.GatewayConfig;
import io.raygate.config.ObservabilityConfig;
import io.raygate.exchange.Exchange;
import io.raygate.exchange.Refusals;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionWriter;
import io.raygate.exchange.RequestIds;
import io.raygate.exchange.Sanitizer;
import io.raygate.forward.BodyRoom;
import io.raygate.forward.Forwarder;
import io.raygate.forward.RetryBudgets;
import io.raygate.listener.ExchangeHandler;
import io.raygate.observe.LogSettings;
import io.raygate.observe.LogWriter;
import io.raygate.observe.LoopObserver;
import io.raygate.observe.Telemetry;
import io.raygate.pipeline.Pipeline;
import io.raygate.pipeline.PipelineObserver;
import io.raygate.pipeline.RedirectToHttps;
import io.raygate.pipeline.Settlement;
import io.raygate.route.DrawSequence;
import io.raygate.store.UsageLedger;
import io.raygate.upstream.PoolUse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;

/** Makes the pipeline of each event loop, with everything that a loop has for itself. */
final class DataPlane {
    private final Vertx vertx;
    private final GatewayParts parts;
    private final Pipeline.Shared pipelines;
    private final Telemetry telemetry;
    private final Refusals refusals;
    private final @Nullable UsageLedger usage;
    private final @Nullable LogWriter accessLog;
    private final LogSettings logSettings;
    private final String problemBase;
    private final int forwarding;
    private final RetryBudgets retries = new RetryBudgets();
    private final BodyRoom bodies = new BodyRoom();
    private final List<Forwarder> forwarders = new CopyOnWriteArrayList<>();
    private final List<LoopObserver> observers = new CopyOnWriteArrayList<>();

    DataPlane(Shared shared, GatewayConfig config, @Nullable LogWriter accessLog) {
        this.vertx = shared.vertx();
        this.parts = shared.parts();
        this.pipelines = shared.pipelines();
        this.telemetry = shared.telemetry();
        this.refusals = shared.refusals();
        this.usage = shared.usage();
        this.accessLog = accessLog;
        this.problemBase = config.problems().baseUri();
        this.forwarding = parts.eventLoops() * forwardingListeners(config);
        ObservabilityConfig.Log log = config.observability().log();
        this.logSettings = new LogSettings(log.query(), log.field(), log.line());
    }

    /** Each has pools of its own, and all of them together stay within the bounds of S-42. */
    private static int forwardingListeners(GatewayConfig config) {
        return (int)
                config.listeners().values().stream()
                        .filter(listener -> listener.redirectTo() == null)
                        .count();
    }

    /**
     * What all event loops share.
     *
     * @param refusals where those of known callers are remembered
     * @param usage null: what requests cost is not kept
     */
    record Shared(
            Vertx vertx,
            GatewayParts parts,
            Pipeline.Shared pipelines,
            Telemetry telemetry,
            Refusals refusals,
            @Nullable UsageLedger usage) {}

    /** A pipeline for the event loop that calls. */
    ExchangeHandler onThisLoop() {
        RequestIds ids = RequestIds.seeded(parts.wall());
        Forwarder forwarder =
                new Forwarder(
                        vertx, forwarding, retries, telemetry.streamGaps(), bodies, parts.nanos());
        forwarders.add(forwarder);
        Pipeline pipeline =
                new Pipeline(
                        pipelines,
                        new Sanitizer(ids),
                        new DrawSequence(parts.random().nextLong()),
                        forwarder,
                        settlement(ids));
        return handler(pipeline::handle, pipeline::refuse);
    }

    /** For a listener that has but one answer: the same place at this port, over TLS. */
    ExchangeHandler redirectOnThisLoop(IntSupplier port) {
        RequestIds ids = RequestIds.seeded(parts.wall());
        RedirectToHttps redirect =
                new RedirectToHttps(
                        pipelines.snapshots(), new Sanitizer(ids), settlement(ids), port);
        return handler(redirect::handle, redirect::refuse);
    }

    private Settlement settlement(RequestIds ids) {
        LoopObserver observer =
                LoopObserver.create(vertx, telemetry, accessLog, logSettings, parts.wall());
        observers.add(observer);
        return new Settlement(
                new RejectionWriter(vertx, ids, problemBase), recording(observer), parts.nanos());
    }

    private PipelineObserver recording(PipelineObserver observer) {
        PipelineObserver remembering = new RefusalRecorder(observer, refusals, parts.wall());
        return usage == null
                ? remembering
                : new UsageRecorder(
                        remembering, usage, pipelines.snapshots(), parts.wall(), parts.nanos());
    }

    private static ExchangeHandler handler(
            Consumer<Exchange> handle, BiConsumer<Exchange, Rejection> refuse) {
        return new ExchangeHandler() {
            @Override
            public void handle(Exchange exchange) {
                handle.accept(exchange);
            }

            @Override
            public void refuse(Exchange exchange, Rejection rejection) {
                refuse.accept(exchange, rejection);
            }
        };
    }

    /** How the connections to all endpoints are used; any thread. */
    PoolUse poolUse() {
        return forwarders.stream().map(Forwarder::poolUse).reduce(PoolUse.NONE, PoolUse::plus);
    }

    /** Bytes of request bodies that are held; any thread. */
    long heldBodies() {
        return bodies.held();
    }

    /** Hands over the last lines of the access log. */
    Future<Void> flush() {
        return Future.join(observers.stream().map(LoopObserver::flush).toList()).mapEmpty();
    }

    /** Ends what is still in work, each kind as its protocol lets a client see it (S-99). */
    Future<Void> endAll() {
        return Future.join(forwarders.stream().map(Forwarder::endAll).toList()).mapEmpty();
    }
}
