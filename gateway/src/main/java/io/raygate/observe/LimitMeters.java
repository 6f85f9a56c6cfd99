package io.raygate.observe;

import io.raygate.limit.Leases;
import io.raygate.limit.LimitBook;
import io.raygate.limit.Measure;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads at each scrape what the limits decided and what was used of them. */
final class LimitMeters implements Samples.Source {
    private final LimitBook limits;
    private final Supplier<@Nullable Leases> leases;

    LimitMeters(LimitBook limits, Supplier<@Nullable Leases> leases) {
        this.limits = limits;
        this.leases = leases;
    }

    @Override
    public void read(Samples into) {
        limits.decisions()
                .forEach(
                        (set, made) -> {
                            into.counter(Metric.LIMIT_DECISIONS, made.passed(), set, "passed");
                            into.counter(Metric.LIMIT_DECISIONS, made.over(), set, "over");
                            into.counter(Metric.LIMIT_DECISIONS, made.shadow(), set, "shadow");
                            into.counter(Metric.LIMIT_DECISIONS, made.streamsCut(), set, "cut");
                            usage(into, set, made);
                        });
        limits.unwrittenQuotas()
                .ifPresent(unwritten -> into.gauge(Metric.QUOTAS_UNWRITTEN, unwritten));
        Leases shared = leases.get();
        if (shared != null) {
            into.gauge(Metric.LIMIT_STORE_UP, shared.isConnected() ? 1 : 0);
            into.counter(Metric.LIMIT_STORE_EXCHANGES, shared.exchanges(), "answered");
            into.counter(Metric.LIMIT_STORE_EXCHANGES, shared.failures(), "failed");
        }
    }

    private static void usage(Samples into, String set, LimitBook.Decisions made) {
        for (Measure measure : Measure.values()) {
            double settled = (double) made.settled(measure);
            double reserved = (double) made.reserved(measure);
            if (measure != Measure.REQUESTS && reserved > 0) {
                String word = measure.word();
                into.amount(Metric.LIMIT_RESERVED, reserved / measure.scale(), set, word);
                into.amount(Metric.LIMIT_SETTLED, settled / measure.scale(), set, word);
            }
        }
    }
}
