package io.raygate;

import io.raygate.config.GatewayConfig;
import io.raygate.listener.ListenerParts;
import io.raygate.listener.PublicListener;
import io.raygate.observe.AccessLog;
import io.raygate.observe.OpsListener;
import io.raygate.observe.Readiness;
import io.raygate.observe.Telemetry;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.snapshot.SnapshotHolder;
import io.raygate.upstream.ClusterRegistry;
import io.raygate.upstream.HealthChecks;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The composition root: builds everything once, starts it in order and stops it in the reverse
 * order.
 */
final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);
    private static final long START_SECONDS = 30;

    private final Vertx vertx;
    private final Readiness readiness;
    private final HealthChecks checks;
    private final OpsListener ops;
    private final int opsPort;
    private final Map<String, PublicListener> listeners = new TreeMap<>();
    private final @Nullable AccessLog accessLog;

    /** What a gateway is made of and does not make itself. */
    record Parts(Clocks clocks, RandomGenerator random, ClusterRegistry registry, int eventLoops) {}

    private Gateway(Parts parts, Compiled compiled) throws StartFailure {
        GatewayConfig config = compiled.loaded().config();
        vertx =
                Vertx.vertx(
                        new VertxOptions()
                                .setPreferNativeTransport(true)
                                .setEventLoopPoolSize(parts.eventLoops()));
        accessLog = AccessLogs.open(config.observability().log().access());
        readiness = new Readiness();
        SnapshotHolder snapshots = new SnapshotHolder(compiled.snapshot());
        parts.registry().adopt(compiled.snapshot().clusters());
        Telemetry telemetry =
                new Telemetry(
                        config.observability().metrics().tenants(),
                        () -> parts.registry().clusters().values());
        DataPlane.Shared shared =
                new DataPlane.Shared(vertx, parts.clocks(), parts.random(), snapshots, telemetry);
        DataPlane dataPlane = new DataPlane(shared, config, accessLog);
        checks = new HealthChecks(vertx);
        ops = new OpsListener(vertx, telemetry, readiness);
        opsPort =
                await(
                        "the ops listener",
                        ops.listen(config.ops().address().host(), config.ops().address().port()));
        await("the first health checks", checks.follow(compiled.snapshot().clusters()));
        ListenerParts listening =
                new ListenerParts(
                        dataPlane::onThisLoop, telemetry.connections(), parts.clocks().nanos());
        for (var entry : config.listeners().entrySet()) {
            var settings = Listeners.settings(entry.getKey(), entry.getValue(), config);
            var opened = PublicListener.open(vertx, settings, listening, parts.eventLoops());
            listeners.put(entry.getKey(), await("listener " + entry.getKey(), opened));
        }
        readiness.set("listeners", true, "");
    }

    /**
     * Starts everything and returns once it serves; blocking.
     *
     * @throws StartFailure if a port is taken or a file cannot be written; nothing is left running
     *     then
     */
    static Gateway start(Parts parts, Compiled compiled) throws StartFailure {
        return new Gateway(parts, compiled);
    }

    /** Why the gateway could not start, in words for the operator. */
    static final class StartFailure extends Exception {
        private static final long serialVersionUID = 1;

        StartFailure(String message, @Nullable Throwable cause) {
            super(message, cause);
        }
    }

    private static <T> T await(String what, Future<T> future) throws StartFailure {
        try {
            return future.toCompletionStage()
                    .toCompletableFuture()
                    .get(START_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StartFailure("interrupted while starting " + what, e);
        } catch (ExecutionException e) {
            throw new StartFailure(what + ": " + String.valueOf(e.getCause()), e);
        } catch (TimeoutException e) {
            throw new StartFailure(what + " did not start in " + START_SECONDS + " s", e);
        }
    }

    /** The bound port of a listener. */
    int port(String listener) {
        PublicListener open = listeners.get(listener);
        return open == null ? -1 : open.port();
    }

    int opsPort() {
        return opsPort;
    }

    boolean isReady() {
        return readiness.isReady();
    }

    /** Ends everything at once; blocking. */
    @Override
    public void close() {
        List<Future<Void>> closing = new ArrayList<>();
        listeners.values().forEach(listener -> closing.add(listener.close()));
        closing.add(checks.stop());
        closing.add(ops.close());
        try {
            await(
                    "the end",
                    Future.join(closing).compose(closed -> vertx.close(), failed -> vertx.close()));
        } catch (StartFailure e) {
            LOG.warn("not everything ended in order: {}", e.getMessage());
        }
        if (accessLog != null) {
            accessLog.close();
        }
    }
}
