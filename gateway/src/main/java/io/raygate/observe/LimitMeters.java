package io.raygate.observe;

import io.raygate.limit.LimitBook;

/** Reads at each scrape what the limits decided. */
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
                        });
    }
}
