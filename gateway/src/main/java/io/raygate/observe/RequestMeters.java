package io.raygate.observe;

import io.raygate.exchange.Account;
import io.raygate.exchange.Exchange;
import io.raygate.exchange.Outcome;
import io.raygate.exchange.StreamGaps;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Counts exchanges by route and cluster, refusals by code, and what the busiest tenants do. Labels
 * come from the configuration only, so their number is bounded by it (S-93); after many reloads the
 * oldest names are still counted.
 */
final class RequestMeters implements Samples.Source, StreamGaps {
    private static final String[] CLASSES = {"1xx", "2xx", "3xx", "4xx", "5xx", "client_gone"};
    private static final int CLIENT_GONE = 5;
    private static final String NONE = "";

    private final Map<String, Map<String, Way>> byRoute = new ConcurrentHashMap<>();
    private final Counts rejections = new Counts();
    private final Counts authentications = new Counts();
    private final Counts failures = new Counts();
    private final TenantMeters tenants;
    private final TokenMeters tokens;
    private final LongAdder open = new LongAdder();
    private final LongAdder retried = new LongAdder();

    /** The counters of one route and cluster. */
    private static final class Way {
        final LongAdder[] requests = new LongAdder[CLASSES.length];
        final DurationHistogram[] durations = new DurationHistogram[CLASSES.length];
        final DurationHistogram firstByte = new DurationHistogram();
        final DurationHistogram overhead = new DurationHistogram();
        final DurationHistogram chunkGap = new DurationHistogram();

        Way() {
            for (int i = 0; i < CLASSES.length; i++) {
                requests[i] = new LongAdder();
                durations[i] = new DurationHistogram();
            }
        }
    }

    RequestMeters(int namedTenants) {
        tenants = new TenantMeters(Metric.TENANT_REQUESTS, namedTenants, CLASSES);
        tokens = new TokenMeters(namedTenants);
    }

    void began() {
        open.increment();
    }

    @Override
    public Recorder of(Account account) {
        return way(orNone(account.route), orNone(account.cluster)).chunkGap;
    }

    void settled(Exchange exchange, long endedNanos) {
        Account account = exchange.account();
        open.decrement();
        int statusClass =
                account.outcome == Outcome.CLIENT_GONE
                        ? CLIENT_GONE
                        : Math.clamp(account.status / 100 - 1, 0, 4);
        Way way = way(orNone(account.route), orNone(account.cluster));
        way.requests[statusClass].increment();
        way.durations[statusClass].record(endedNanos - exchange.startedNanos());
        if (account.firstByteNanos != 0) {
            way.firstByte.record(account.firstByteNanos - exchange.startedNanos());
        }
        if (account.upstreamStartedNanos != 0 && account.retries == 0) {
            way.overhead.record(account.upstreamStartedNanos - exchange.startedNanos());
        }
        if (account.tenant != null) {
            tenants.count(account.tenant, statusClass, 1);
        }
        if (account.usage != null) {
            tokens.count(account, account.usage);
        }
        rare(account);
    }

    private void rare(Account account) {
        if (account.rejection != null && account.outcome != Outcome.CUT) {
            rejections.add(orNone(account.route), account.rejection.code().code());
        }
        if (account.authentication != null) {
            authentications.add(account.authentication, "accepted");
        } else if (account.rejection != null && account.rejection.code().status() == 401) {
            authentications.add(NONE, account.rejection.code().code());
        }
        if (account.failure != null) {
            failures.add(orNone(account.cluster), account.failure);
        }
        retried.add(account.retries);
    }

    private Way way(String route, String cluster) {
        Map<String, Way> ways = byRoute.get(route);
        Way way = ways == null ? null : ways.get(cluster);
        return way != null
                ? way
                : byRoute.computeIfAbsent(route, r -> new ConcurrentHashMap<>())
                        .computeIfAbsent(cluster, c -> new Way());
    }

    private static String orNone(@Nullable String label) {
        return label == null ? NONE : label;
    }

    long open() {
        return open.sum();
    }

    @Override
    public void read(Samples into) {
        byRoute.forEach(
                (route, ways) -> ways.forEach((cluster, way) -> read(into, route, cluster, way)));
        rejections.read(into, Metric.REJECTIONS);
        authentications.read(into, Metric.AUTHENTICATIONS);
        failures.read(into, Metric.UPSTREAM_FAILURES);
        tenants.read(into);
        tokens.read(into);
        into.gauge(Metric.REQUESTS_OPEN, (double) open());
        into.counter(Metric.RETRIES, retried.sum(), "tried");
    }

    private static void read(Samples into, String route, String cluster, Way way) {
        long all = 0;
        for (int i = 0; i < CLASSES.length; i++) {
            long count = way.requests[i].sum();
            all += count;
            if (count > 0) {
                into.counter(Metric.REQUESTS, count, route, cluster, CLASSES[i]);
                into.histogram(
                        Metric.REQUEST_DURATION, way.durations[i], route, cluster, CLASSES[i]);
            }
        }
        if (!cluster.isEmpty()) {
            into.histogram(Metric.TIME_TO_FIRST_BYTE, way.firstByte, route, cluster);
            into.histogram(Metric.GATEWAY_OVERHEAD, way.overhead, route, cluster);
            if (!way.chunkGap.isEmpty()) {
                into.histogram(Metric.CHUNK_GAP, way.chunkGap, route, cluster);
            }
            into.counter(Metric.SPLIT_REQUESTS, all, route, cluster);
        }
    }
}
