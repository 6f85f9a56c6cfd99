package io.raygate;

import io.raygate.admin.AdminListener;
import io.raygate.auth.SharedToken;
import io.raygate.config.ConfigChanges;
import io.raygate.config.ConfigProblem;
import io.raygate.config.DrainConfig;
import io.raygate.config.GatewayConfig;
import io.raygate.config.ListenAddress;
import io.raygate.config.ListenerConfig;
import io.raygate.listener.CertificateFault;
import io.raygate.listener.ConnectionCaps;
import io.raygate.listener.Connections;
import io.raygate.listener.Drain;
import io.raygate.listener.ExchangeHandler;
import io.raygate.listener.ListenerParts;
import io.raygate.listener.ListenerSettings;
import io.raygate.listener.PublicListener;
import io.raygate.listener.TlsSettings;
import io.raygate.observe.AccessLog;
import io.raygate.observe.OpsListener;
import io.raygate.observe.Readiness;
import io.raygate.observe.Telemetry;
import io.raygate.pipeline.Pipeline;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.snapshot.SnapshotHolder;
import io.raygate.upstream.HealthChecks;
import io.raygate.upstream.PoolUse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: builds everything once, starts it in order and stops it in the reverse
 * order.
 */
public final class Gateway implements Reloads.Effect, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final Duration START_BOUND = Duration.ofSeconds(30);

    private final GatewayParts parts;
    private final Vertx vertx;
    private final Readiness readiness = new Readiness();
    private final Telemetry telemetry;
    private final SnapshotHolder snapshots;
    private final HealthChecks checks;
    private final OpsListener ops;
    private final AdminListener admin;
    private int opsPort;
    private int adminPort;
    private final Map<String, PublicListener> listeners = new ConcurrentSkipListMap<>();
    private final Connections connections = new Connections(ConnectionCaps.DEFAULT);
    private final @Nullable AccessLog accessLog;
    private volatile @Nullable DataPlane dataPlane;
    private volatile Compiled inForce;

    private Gateway(GatewayParts parts, Compiled compiled, Runnable rehearsal) throws StartFailure {
        GatewayConfig config = compiled.loaded().config();
        this.parts = parts;
        this.inForce = compiled;
        accessLog = AccessLogs.open(config.observability().log());
        vertx =
                Vertx.vertx(
                        new VertxOptions()
                                .setPreferNativeTransport(true)
                                .setEventLoopPoolSize(parts.eventLoops()));
        snapshots = new SnapshotHolder(compiled.snapshot());
        telemetry = new Telemetry(config.observability().metrics().tenants(), sources());
        checks = new HealthChecks(vertx);
        readiness.set("listeners", false, "starting");
        ops = new OpsListener(vertx, telemetry, readiness, this::maySeeDetails);
        admin = new AdminListener(vertx, () -> inForce);
        try {
            opsPort = bind("ops.address", config.ops().address(), ops::listen);
            adminPort = bind("admin.address", config.admin().address(), admin::listen);
            await("the first health checks", adopt(compiled));
            listen(config, rehearsal);
        } catch (StartFailure failure) {
            close();
            throw failure;
        }
    }

    private boolean maySeeDetails(List<String> authorization) {
        SharedToken token = snapshots.current().opsToken();
        return token == null || token.isIn(authorization);
    }

    private Telemetry.Sources sources() {
        Version.Build build = Version.build();
        AccessLog log = accessLog;
        return new Telemetry.Sources(
                () -> parts.registry().clusters().values(),
                () -> snapshots.current().splits(),
                this::poolUse,
                this::certificateEnds,
                () -> log == null ? 0 : log.dropped(),
                build.version(),
                build.revision());
    }

    private Map<String, Instant> certificateEnds() {
        Map<String, Instant> ends = new TreeMap<>();
        listeners.forEach(
                (id, listener) -> listener.tls().ifPresent(tls -> ends.put(id, tls.expiresAt())));
        return ends;
    }

    private PoolUse poolUse() {
        DataPlane serving = dataPlane;
        return serving == null ? PoolUse.NONE : serving.poolUse();
    }

    private void listen(GatewayConfig config, Runnable rehearsal) throws StartFailure {
        DataPlane.Shared shared = new DataPlane.Shared(vertx, parts, pipelines(), telemetry);
        DataPlane opening = new DataPlane(shared, config, accessLog);
        dataPlane = opening;
        ConnectionCaps caps = Connections.withinDescriptors(Listeners.caps(config));
        connections.limit(caps);
        Listeners compiler = new Listeners(parts.environment());
        for (var entry : config.listeners().entrySet()) {
            ListenerSettings settings = compiler.settings(entry.getKey(), entry.getValue(), config);
            ListenerParts listening = listening(handlers(opening, entry.getValue()));
            Future<PublicListener> opened =
                    PublicListener.open(vertx, settings, listening, parts.eventLoops());
            String where =
                    "listeners."
                            + entry.getKey()
                            + ".address "
                            + settings.host()
                            + ":"
                            + settings.port();
            listeners.put(entry.getKey(), await(where, opened));
        }
        LOG.info("{}", StartLine.of(caps, parts, vertx));
        rehearsal.run();
        readiness.set("listeners", true, "");
    }

    private ExchangeHandler.Factory handlers(DataPlane data, ListenerConfig listener) {
        String target = listener.redirectTo();
        return target == null
                ? data::onThisLoop
                : () -> data.redirectOnThisLoop(() -> port(target));
    }

    private ListenerParts listening(ExchangeHandler.Factory handlers) {
        return new ListenerParts(
                handlers, connections, telemetry.connections(), parts.nanos(), parts.wall());
    }

    private Pipeline.Shared pipelines() {
        return new Pipeline.Shared(snapshots, MemoryWatch.begin(vertx, parts.memory()));
    }

    /** Something that can be bound to a host and port. */
    private interface Binder {
        Future<Integer> listen(String host, int port);
    }

    private static int bind(String key, ListenAddress address, Binder binder) throws StartFailure {
        String where = key + " " + address.host() + ":" + address.port();
        return await(where, binder.listen(address.host(), address.port()));
    }

    /**
     * Brings a compiled configuration into force; completes when each new endpoint was asked once.
     */
    private Future<Void> adopt(Compiled compiled) {
        parts.registry().adopt(compiled.snapshot().clusters());
        parts.throttle().rates(FailureRatesOf.config(compiled.loaded().config().auth().throttle()));
        snapshots.swap(compiled.snapshot());
        inForce = compiled;
        telemetry.reloaded(parts.wall().instant());
        readiness.set("configuration", true, "");
        return checks.follow(compiled.snapshot().clusters());
    }

    @Override
    public void swap(Compiled before, Compiled next) {
        LOG.info("configuration {} in force", next.snapshot().version());
        ConfigChanges.between(before.loaded().effective(), next.loaded().effective())
                .changes()
                .forEach(change -> LOG.info("configuration changed: {}", change));
        adopt(next);
        followListeners(next.loaded().config());
    }

    /** What a listener takes from a reload: whom it trusts, and its certificates. */
    private void followListeners(GatewayConfig config) {
        connections.limit(Connections.withinDescriptors(Listeners.caps(config)));
        Listeners compiler = new Listeners(parts.environment());
        config.listeners()
                .forEach(
                        (id, listener) ->
                                compiler.settings(id, listener, config)
                                        .tls()
                                        .ifPresent(tls -> follow(id, tls)));
    }

    private void follow(String id, TlsSettings tls) {
        PublicListener open = listeners.get(id);
        if (open != null) {
            open.follow(tls);
        }
    }

    @Override
    public void refused(List<ConfigProblem> faults) {
        telemetry.reloadRefused();
        readiness.set(
                "configuration",
                true,
                "the file is refused, the old configuration serves: " + faults.getFirst());
    }

    @Override
    public void kept() {
        telemetry.reloadUnchanged();
        readiness.set("configuration", true, "");
    }

    /**
     * Starts everything and returns once it serves; blocking.
     *
     * @throws StartFailure if a port is taken or a file cannot be written; nothing is left running
     *     then
     */
    public static Gateway start(GatewayParts parts, Compiled compiled) throws StartFailure {
        return start(parts, compiled, () -> {});
    }

    /**
     * The same.
     *
     * @param rehearsal what is done between the opening of the listeners and readiness (S-100);
     *     blocking
     */
    static Gateway start(GatewayParts parts, Compiled compiled, Runnable rehearsal)
            throws StartFailure {
        return new Gateway(parts, compiled, rehearsal);
    }

    /** Why the gateway could not start, in words for the operator. */
    public static final class StartFailure extends Exception {
        private static final long serialVersionUID = 1;

        StartFailure(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private static <T> T await(String what, Future<T> future) throws StartFailure {
        return await(what, future, START_BOUND);
    }

    private static <T> T await(String what, Future<T> future, Duration bound) throws StartFailure {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(bound.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while starting " + what, e);
        } catch (ExecutionException e) {
            throw new StartFailure(what + ": " + reason(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new StartFailure(what + " took longer than " + bound.toSeconds() + " s", e);
        }
    }

    /** What the operator can mend needs no name of a class: a port, a file. */
    private static String reason(@Nullable Throwable cause) {
        String message = cause == null ? null : cause.getMessage();
        return message != null
                        && (cause instanceof IOException || cause instanceof CertificateFault)
                ? message
                : String.valueOf(cause);
    }

    /** The bound port of a listener. */
    public int port(String listener) {
        PublicListener open = listeners.get(listener);
        return open == null ? -1 : open.port();
    }

    public int opsPort() {
        return opsPort;
    }

    public int adminPort() {
        return adminPort;
    }

    /** The version of the configuration that new requests see. */
    public long snapshotVersion() {
        return snapshots.current().version();
    }

    /** Exchanges in work now. */
    public long openRequests() {
        return telemetry.openRequests();
    }

    public boolean isReady() {
        return readiness.isReady();
    }

    /**
     * Takes nothing new, lets what is in work end in time, and says so to the probes (S-99);
     * blocking.
     */
    public void drain() {
        readiness.set("draining", false, "");
        DrainConfig times = inForce.loaded().config().drain();
        Drain drain =
                new Drain(
                        vertx, listeners.values(), new Drain.Times(times.delay(), times.timeout()));
        settled(
                "the drain",
                drain.begin(this::endExchanges),
                times.delay().plus(times.timeout()).plus(START_BOUND));
    }

    private static void settled(String what, Future<Void> ending) {
        settled(what, ending, START_BOUND);
    }

    /** Whatever goes wrong at the end, the rest still ends. */
    private static void settled(String what, Future<Void> ending, Duration bound) {
        try {
            await(what, ending, bound);
        } catch (StartFailure e) {
            LOG.warn("not everything ended in order: {}", e.getMessage());
        }
    }

    private Future<Void> endExchanges() {
        DataPlane serving = dataPlane;
        return serving == null ? Future.succeededFuture() : serving.endAll();
    }

    private Future<Void> lastLines() {
        DataPlane serving = dataPlane;
        return serving == null ? Future.succeededFuture() : serving.flush();
    }

    /** Ends everything at once; blocking. */
    @Override
    public void close() {
        settled("the exchanges in work", endExchanges());
        List<Future<Void>> closing = new ArrayList<>();
        listeners.values().forEach(listener -> closing.add(listener.close()));
        closing.add(checks.stop());
        closing.add(ops.close());
        closing.add(admin.close());
        settled(
                "the end",
                Future.join(closing)
                        .transform(closed -> lastLines())
                        .transform(written -> vertx.close()));
        if (accessLog != null) {
            accessLog.close();
        }
    }
}
