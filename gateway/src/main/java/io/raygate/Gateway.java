package io.raygate;

import io.raygate.admin.AdminParts;
import io.raygate.auth.SharedToken;
import io.raygate.auth.jwt.fetch.KeyRefreshes;
import io.raygate.auth.jwt.fetch.RemoteKeys;
import io.raygate.config.AdminConfig;
import io.raygate.config.ConfigChanges;
import io.raygate.config.ConfigProblem;
import io.raygate.config.DrainConfig;
import io.raygate.config.GatewayConfig;
import io.raygate.config.ListenAddress;
import io.raygate.exchange.Refusals;
import io.raygate.limit.CalendarClock;
import io.raygate.limit.LimitLedger;
import io.raygate.observe.LogWriter;
import io.raygate.observe.OpsListener;
import io.raygate.observe.Readiness;
import io.raygate.observe.Telemetry;
import io.raygate.pipeline.Pipeline;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.snapshot.SnapshotHolder;
import io.raygate.store.UsageLedger;
import io.raygate.upstream.HealthChecks;
import io.raygate.upstream.PoolUse;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: builds everything once, starts it in order and stops it in the reverse
 * order.
 */
public final class Gateway implements Reloads.Effect, AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final GatewayParts parts;
    private final Vertx vertx;
    private final Readiness readiness = new Readiness();
    private final Telemetry telemetry;
    private final SnapshotHolder snapshots;
    private final @Nullable SharedLimits shared;
    private final LimitLedger limits;
    private final Refusals refusals = new Refusals();
    private final HealthChecks checks;
    private final KeyRefreshes keyRefreshes;
    private final OpsListener ops;
    private @Nullable AdminPort admin;
    private int opsPort;
    private final Listeners listeners;
    private final @Nullable LogWriter accessLog;
    private volatile @Nullable DataPlane dataPlane;
    private @Nullable Credentials credentials;
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
        listeners = new Listeners(vertx, parts);
        shared = SharedLimits.of(config.stores().limits(), parts);
        limits =
                new LimitLedger(
                        parts.registries().limits(),
                        parts.nanos(),
                        new CalendarClock(parts.wall(), parts.nanos()),
                        shared == null ? null : shared.leases());
        snapshots = new SnapshotHolder(compiled.snapshot());
        telemetry = new Telemetry(config.observability().metrics().tenants(), sources());
        checks = new HealthChecks(vertx);
        keyRefreshes =
                new KeyRefreshes(
                        vertx, new KeySetReadiness(parts.registries().keySets(), readiness)::look);
        readiness.set("listeners", false, "starting");
        readiness.remark("certificates", listeners::staleCertificates);
        ops = new OpsListener(vertx, telemetry, readiness, this::maySeeDetails);
        try {
            opsPort = bind("ops.address", config.ops().address(), ops::listen);
            parts.registries().adopt(compiled.snapshot());
            boolean stateless = config.state() == null;
            readiness.set(
                    "credentials", stateless, stateless ? "" : "the store has not answered yet");
            credentials = Credentials.open(parts, () -> inForce, limits, this::storeAnswers);
            admin = openAdmin(config.admin());
            if (shared != null) {
                shared.begin();
                readiness.remark("limits", shared::remark);
            }
            Patience.await("the first health checks and key sets", adopt(compiled));
            listen(config, rehearsal);
        } catch (StartFailure failure) {
            close();
            throw failure;
        }
    }

    /** A store that was there once does not count: what it held goes on (section 17). */
    private void storeAnswers(boolean answers) {
        readiness.set("credentials", true, answers ? "" : "the store does not answer");
    }

    private AdminPort openAdmin(AdminConfig config) throws StartFailure {
        AdminConfig.Tls tls = config.tls();
        AdminCertificate shown =
                tls == null
                        ? null
                        : new AdminCertificate(
                                tls,
                                new ListenerCompiler(parts.environment()).key(tls.key()),
                                parts.wall());
        return AdminPort.open(vertx, config, adminParts(credentials), shown);
    }

    private AdminParts adminParts(@Nullable Credentials kept) throws StartFailure {
        return new AdminParts(
                () -> inForce,
                kept == null ? null : kept.forAdmin(),
                new AdminParts.Limited(limits, parts.registries().tenants(), refusals),
                new LeakReporters(parts.environment())
                        .github(inForce.loaded().config().admin().leakReports().github()),
                parts.wall(),
                parts.nanos(),
                parts.random());
    }

    private boolean maySeeDetails(List<String> authorization) {
        SharedToken token = snapshots.current().opsToken();
        return token == null || token.isIn(authorization);
    }

    private Telemetry.Sources sources() {
        Version.Build build = Version.build();
        LogWriter log = accessLog;
        return new Telemetry.Sources(
                () -> parts.registries().clusters().clusters().values(),
                () -> snapshots.current().splits(),
                () -> parts.registries().keySets().keys().values(),
                parts.registries().keys(),
                parts.registries().limits(),
                () -> shared == null ? null : shared.leases(),
                this::poolUse,
                this::heldBodies,
                listeners::certificates,
                Map.of(
                        "access",
                        () -> log == null ? 0 : log.dropped(),
                        "diagnostic",
                        Logging::dropped,
                        "usage",
                        this::lostUsage),
                build.version(),
                build.revision());
    }

    private long lostUsage() {
        UsageLedger usage = credentials == null ? null : credentials.usage();
        return usage == null ? 0 : usage.lost();
    }

    private PoolUse poolUse() {
        DataPlane serving = dataPlane;
        return serving == null ? PoolUse.NONE : serving.poolUse();
    }

    private long heldBodies() {
        DataPlane serving = dataPlane;
        return serving == null ? 0 : serving.heldBodies();
    }

    private void listen(GatewayConfig config, Runnable rehearsal) throws StartFailure {
        UsageLedger usage = credentials == null ? null : credentials.usage();
        DataPlane.Shared shared =
                new DataPlane.Shared(vertx, parts, pipelines(), telemetry, refusals, usage);
        DataPlane opening = new DataPlane(shared, config, accessLog);
        dataPlane = opening;
        listeners.open(config, opening, telemetry.connections());
        LOG.info("{}", StartLine.of(listeners.caps(), parts, vertx));
        rehearsal.run();
        readiness.set("listeners", true, "");
    }

    private Pipeline.Shared pipelines() {
        return new Pipeline.Shared(snapshots, MemoryWatch.begin(vertx, parts.memory()), limits);
    }

    /** Something that can be bound to a host and port. */
    private interface Binder {
        Future<Integer> listen(String host, int port);
    }

    private static int bind(String key, ListenAddress address, Binder binder) throws StartFailure {
        String where = key + " " + address.host() + ":" + address.port();
        return Patience.await(where, binder.listen(address.host(), address.port()));
    }

    /**
     * Brings a compiled configuration into force; completes when each new endpoint and each new
     * issuer was asked once.
     */
    private Future<Void> adopt(Compiled compiled) {
        parts.throttle().rates(FailureRatesOf.config(compiled.loaded().config().auth().throttle()));
        parts.registries().adopt(compiled.snapshot(), () -> snapshots.swap(compiled.snapshot()));
        inForce = compiled;
        telemetry.reloaded(parts.wall().instant());
        readiness.set("configuration", true, "");
        return Future.join(
                        checks.follow(compiled.snapshot().clusters()),
                        keyRefreshes.follow(compiled.snapshot().keySets().values()))
                .mapEmpty();
    }

    /** The keys of a new issuer are fetched before its tokens come, or at least asked for. */
    @Override
    public void swap(Compiled before, Compiled next) {
        LOG.info("configuration {} in force", next.snapshot().version());
        ConfigChanges.between(before.loaded().effective(), next.loaded().effective())
                .changes()
                .forEach(change -> LOG.info("configuration changed: {}", change));
        Patience.settled(
                "the first key sets", keyRefreshes.follow(keysOf(before, next)), Patience.BOUND);
        if (credentials != null) {
            credentials.adopt(next);
        }
        adopt(next);
        listeners.follow(next.loaded().config());
    }

    private static Set<RemoteKeys> keysOf(Compiled before, Compiled next) {
        Set<RemoteKeys> both = new HashSet<>(before.snapshot().keySets().values());
        both.addAll(next.snapshot().keySets().values());
        return both;
    }

    @Override
    public List<ConfigProblem> objections(Compiled next) {
        return credentials == null ? List.of() : credentials.objections(next);
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

    /** The bound port of a listener. */
    public int port(String listener) {
        return listeners.port(listener);
    }

    public int opsPort() {
        return opsPort;
    }

    public int adminPort() {
        return Objects.requireNonNull(admin).port();
    }

    /** The version of the configuration that new requests see. */
    public long snapshotVersion() {
        return inForce.snapshot().version();
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
        Patience.settled(
                "the drain",
                listeners.drain(times, this::endExchanges),
                times.delay().plus(times.timeout()).plus(Patience.BOUND));
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
        Patience.settled("the exchanges in work", endExchanges(), Patience.BOUND);
        Patience.settled(
                "the end",
                Future.join(
                                listeners.close(),
                                checks.stop(),
                                keyRefreshes.stop(),
                                ops.close(),
                                admin == null ? Future.succeededFuture() : admin.close())
                        .transform(closed -> lastLines())
                        .transform(written -> vertx.close()),
                Patience.BOUND);
        if (shared != null) {
            shared.close();
        }
        if (credentials != null) {
            credentials.close();
        }
        if (accessLog != null) {
            accessLog.close();
        }
    }
}
