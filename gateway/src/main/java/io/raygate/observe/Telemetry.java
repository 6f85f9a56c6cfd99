package io.raygate.observe;

import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import io.raygate.auth.apikey.KeyRing;
import io.raygate.auth.jwt.fetch.RemoteKeys;
import io.raygate.exchange.StreamGaps;
import io.raygate.limit.Leases;
import io.raygate.limit.LimitBook;
import io.raygate.listener.ConnectionObserver;
import io.raygate.listener.ListenerTls;
import io.raygate.route.TrafficSplit;
import io.raygate.upstream.Cluster;
import io.raygate.upstream.PoolUse;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Brings the gateway's own numbers and those of the JVM into one Prometheus text. The features
 * count in plain adders, which are read here at a scrape: no meter is looked up on the way of a
 * request.
 */
public final class Telemetry implements MultiCollector {
    static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry =
            new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final List<Samples.Source> sources;
    private final RequestMeters requests;
    private final ConnectionMeters connections = new ConnectionMeters();
    private final ReloadMeters reloads = new ReloadMeters();

    /**
     * Makes the metrics of one gateway.
     *
     * @param namedTenants how many of the busiest tenants get a label of their own
     */
    public Telemetry(int namedTenants, Sources read) {
        requests = new RequestMeters(namedTenants);
        sources =
                List.of(
                        requests,
                        connections,
                        reloads,
                        new ClusterMeters(read.clusters(), read.pools()),
                        new SplitMeters(read.splits()),
                        new KeySetMeters(read.keySets()),
                        new CredentialMeters(read.keys()),
                        new LimitMeters(read.limits(), read.leases()),
                        into ->
                                into.gauge(
                                        Metric.BODIES_HELD, (double) read.heldBodies().getAsLong()),
                        new CertificateMeters(read.certificates()),
                        new ProcessMeters(read.version(), read.revision(), read.lostLines()));
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ClassLoaderMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        registry.getPrometheusRegistry().register(this);
    }

    RequestMeters requests() {
        return requests;
    }

    /** Hears about streamed answers. */
    public StreamGaps streamGaps() {
        return requests;
    }

    /**
     * What is read at a scrape and not told as it happens.
     *
     * @param splits by route id
     * @param keySets those that are fetched
     * @param leases of limits that are shared; gives null where none are
     * @param heldBodies bytes
     * @param certificates by listener
     * @param lostLines by log
     */
    public record Sources(
            Supplier<Collection<Cluster>> clusters,
            Supplier<Map<String, TrafficSplit>> splits,
            Supplier<Collection<RemoteKeys>> keySets,
            KeyRing keys,
            LimitBook limits,
            Supplier<@Nullable Leases> leases,
            Supplier<PoolUse> pools,
            LongSupplier heldBodies,
            Supplier<Map<String, ListenerTls>> certificates,
            Map<String, LongSupplier> lostLines,
            String version,
            String revision) {}

    /** Hears about client connections. */
    public ConnectionObserver connections() {
        return connections;
    }

    /** A configuration has been made effective. */
    public void reloaded(Instant when) {
        reloads.succeeded(when.getEpochSecond());
    }

    /** The configuration on disk is the one in force. */
    public void reloadUnchanged() {
        reloads.unchanged();
    }

    /** The configuration on disk is refused; the old one stays. */
    public void reloadRefused() {
        reloads.refused();
    }

    /** Exchanges in work now. */
    public long openRequests() {
        return requests.open();
    }

    @Override
    public MetricSnapshots collect() {
        Samples samples = new Samples();
        sources.forEach(source -> source.read(samples));
        return samples.snapshots();
    }

    String scrape() {
        return registry.scrape();
    }
}
