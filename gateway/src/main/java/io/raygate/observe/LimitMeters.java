package io.raygate.observe;

import io.raygate.limit.LimitBook;
import io.raygate.limit.Measure;

/** Reads at each scrape what the limits decided and what was used of them. */
final class LimitMeters implements Samples.Source {
    private final LimitBook limits;

    LimitMeters(LimitBook limits) {
        this.limits = limits;
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
