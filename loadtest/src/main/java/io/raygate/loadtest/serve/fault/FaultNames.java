package io.raygate.loadtest.serve.fault;

import io.raygate.loadtest.serve.dashboard.Manner;
import io.raygate.loadtest.serve.fault.ReplicaFaults.Slowness;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The names by which the admin port knows faults, and what each takes from its query. */
final class FaultNames {
    private static final String ECHO = "echo";
    private static final Duration HALF_MINUTE = Duration.ofSeconds(30);

    private final Map<String, Function<FaultQuery, Fault>> faults = new TreeMap<>();

    FaultNames() {
        replicas();
        proxiesAndHead();
        dashboard();
        telemetry();
    }

    private void replicas() {
        faults.put("replica-killed", q -> ReplicaFaults.kill(app(q), replica(q)));
        faults.put("replica-hung", q -> ReplicaFaults.hang(app(q), replica(q)));
        faults.put("replica-unhealthy", q -> ReplicaFaults.failHealthChecks(app(q), replica(q)));
        faults.put(
                "replica-slow",
                q -> {
                    double factor = q.decimal("factor", 5);
                    Duration lag = q.seconds("lag", Duration.ZERO);
                    var slowness = new Slowness(factor, lag);
                    return ReplicaFaults.slow(app(q), replica(q), slowness, length(q));
                });
        faults.put(
                "replica-cold",
                q -> {
                    Duration lag = q.seconds("lag", Duration.ofSeconds(2));
                    return ReplicaFaults.coldStart(app(q), lag, length(q));
                });
        faults.put(
                "gpu-throttled",
                q -> ReplicaFaults.throttleGpu(app(q), q.decimal("factor", 3), length(q)));
    }

    private void proxiesAndHead() {
        faults.put("proxy-killed", q -> ProxyFaults.kill(q.whole("node", 0)));
        faults.put("proxy-hung", q -> ProxyFaults.hang(q.whole("node", 0)));
        faults.put("draining", q -> ProxyFaults.drain(q.whole("node", 0)));
        faults.put("controller-restarted", _ -> HeadFaults.restartController());
        faults.put("controller-hung", _ -> HeadFaults.hangController());
        faults.put("gcs-hung", _ -> HeadFaults.hangGcs());
        faults.put("gcs-killed", _ -> HeadFaults.killGcs());
        faults.put(
                "head-killed",
                q -> {
                    Duration newHead = q.seconds("new-head", Duration.ofSeconds(15));
                    return HeadFaults.killHead(newHead.isZero() ? null : newHead);
                });
    }

    private void dashboard() {
        faults.put(
                "dashboard-broken", q -> TelemetryFaults.dashboard(new Manner.Broken(), length(q)));
        faults.put(
                "dashboard-silent", q -> TelemetryFaults.dashboard(new Manner.Silent(), length(q)));
        faults.put(
                "dashboard-slow",
                q -> {
                    Duration delay = q.seconds("delay", Duration.ofSeconds(5));
                    return TelemetryFaults.dashboard(new Manner.Slow(delay), length(q));
                });
        faults.put("dashboard-refused", q -> TelemetryFaults.dashboardRefuses(length(q)));
        faults.put(
                "dashboard-old",
                q -> TelemetryFaults.oldDashboard(q.seconds("age", Duration.ofSeconds(27))));
    }

    private void telemetry() {
        faults.put(
                "metrics-old",
                q -> TelemetryFaults.oldMetrics(q.seconds("age", Duration.ofSeconds(25))));
        faults.put("metrics-frozen", _ -> TelemetryFaults.frozenMetrics());
        faults.put("metrics-ongoing-zero", _ -> TelemetryFaults.ongoingReadsZero());
        faults.put(
                "metrics-vanished",
                q -> TelemetryFaults.vanishedSeries(q.text("family", "ray_serve_proxy_status")));
        faults.put("metrics-large", q -> TelemetryFaults.largeScrape(q.whole("bytes", 1_000_000)));
    }

    private static String app(FaultQuery query) {
        return query.text("app", ECHO);
    }

    private static int replica(FaultQuery query) {
        return query.whole("replica", 0);
    }

    private static Duration length(FaultQuery query) {
        return query.seconds("for", HALF_MINUTE);
    }

    /** The fault of that name, or null. */
    @Nullable Fault find(String name, FaultQuery query) {
        @Nullable Function<FaultQuery, Fault> maker = faults.get(name);
        return maker == null ? null : maker.apply(query);
    }

    /** All names, sorted. */
    Iterable<String> all() {
        return faults.keySet();
    }
}
