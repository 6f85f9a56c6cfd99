package io.raygate.observe;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts by tenant; a scrape shows the busiest ones by name and the rest together. Tenants come
 * from configuration.
 */
final class TenantMeters {
    private static final String OTHER = "_other";

    private final Metric metric;
    private final int named;
    private final String[] classes;
    private final Map<String, LongAdder[]> byTenant = new ConcurrentHashMap<>();

    /**
     * @param classes what is counted of each tenant
     */
    TenantMeters(Metric metric, int named, String[] classes) {
        this.metric = metric;
        this.named = named;
        this.classes = classes;
    }

    void count(String tenant, int kind, long more) {
        LongAdder[] counts = byTenant.get(tenant);
        (counts == null ? byTenant.computeIfAbsent(tenant, t -> fresh()) : counts)[kind].add(more);
    }

    private LongAdder[] fresh() {
        LongAdder[] counts = new LongAdder[classes.length];
        for (int i = 0; i < counts.length; i++) {
            counts[i] = new LongAdder();
        }
        return counts;
    }

    void read(Samples into) {
        List<Map.Entry<String, LongAdder[]>> busiest =
                byTenant.entrySet().stream()
                        .sorted(
                                Comparator.comparingLong(
                                                (Map.Entry<String, LongAdder[]> entry) ->
                                                        -sum(entry.getValue()))
                                        .thenComparing(Map.Entry::getKey))
                        .toList();
        long[] others = new long[classes.length];
        for (int rank = 0; rank < busiest.size(); rank++) {
            for (int i = 0; i < classes.length; i++) {
                long count = busiest.get(rank).getValue()[i].sum();
                if (rank >= named) {
                    others[i] += count;
                } else if (count > 0) {
                    into.counter(metric, count, busiest.get(rank).getKey(), classes[i]);
                }
            }
        }
        for (int i = 0; i < classes.length; i++) {
            if (others[i] > 0) {
                into.counter(metric, others[i], OTHER, classes[i]);
            }
        }
    }

    private static long sum(LongAdder[] counts) {
        long sum = 0;
        for (LongAdder count : counts) {
            sum += count.sum();
        }
        return sum;
    }
}
