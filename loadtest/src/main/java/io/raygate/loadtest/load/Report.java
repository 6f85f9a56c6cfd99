package io.raygate.loadtest.load;

import io.vertx.core.json.JsonObject;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import org.HdrHistogram.Histogram;

/** What a run has done, after its end; warm-up left out. Times are microseconds. */
public final class Report {
    private final Plan plan;
    private final Counters counters;
    private final Timings timings;

    Report(Plan plan, Counters counters, Timings timings) {
        this.plan = plan;
        this.counters = counters;
        this.timings = timings;
    }

    /** Whether at least one arrival was answered. */
    public boolean hasAnswers() {
        return counters.answered.sum() > 0;
    }

    /** The whole report as one object; a histogram without values is left out. */
    public JsonObject json() {
        double seconds = plan.schedule().duration().toNanos() / 1e9;
        JsonObject json =
                new JsonObject()
                        .put("url", plan.target().url().toString())
                        .put("mode", plan.mode().name().toLowerCase(Locale.ROOT))
                        .put("protocol", plan.content().protocol().name().toLowerCase(Locale.ROOT))
                        .put("rate", plan.schedule().rate())
                        .put("seconds", seconds)
                        .put("started", counters.started.sum())
                        .put("answered", counters.answered.sum())
                        .put("answeredPerSecond", counters.answered.sum() / seconds)
                        .put("notOk", counters.notOk.sum())
                        .put("failed", counters.failed.sum())
                        .put("unfinished", counters.open())
                        .put("notStarted", counters.notStarted.sum())
                        .put("closedEarly", counters.closedEarly.sum())
                        .put("events", counters.events.sum())
                        .put("bytes", counters.bytes.sum())
                        .put("statuses", sums(counters.statuses))
                        .put("failures", sums(counters.failures));
        for (Timings.Kind kind : Timings.Kind.values()) {
            Histogram histogram = timings.of(kind);
            if (histogram.getTotalCount() > 0) {
                json.put(kind.word, micros(histogram));
            }
        }
        return json;
    }

    private static JsonObject sums(Map<?, LongAdder> counts) {
        JsonObject json = new JsonObject();
        counts.forEach((what, count) -> json.put(what.toString(), count.sum()));
        return json;
    }

    private static JsonObject micros(Histogram histogram) {
        return new JsonObject()
                .put("count", histogram.getTotalCount())
                .put("mean", histogram.getMean() / 1e3)
                .put("p50", histogram.getValueAtPercentile(50) / 1e3)
                .put("p90", histogram.getValueAtPercentile(90) / 1e3)
                .put("p99", histogram.getValueAtPercentile(99) / 1e3)
                .put("p99_9", histogram.getValueAtPercentile(99.9) / 1e3)
                .put("max", histogram.getMaxValue() / 1e3);
    }

    /** The same for people, many lines. */
    public String text() {
        StringBuilder text = new StringBuilder();
        text.append(
                "%s at %s/s for %s s, %s%n"
                        .formatted(
                                plan.target().url(),
                                plan.schedule().rate(),
                                plan.schedule().duration().toMillis() / 1e3,
                                plan.mode().name().toLowerCase(Locale.ROOT)));
        text.append(
                "started %d, answered %d (%d not 2xx), failed %d, unfinished %d, not started %d%n"
                        .formatted(
                                counters.started.sum(),
                                counters.answered.sum(),
                                counters.notOk.sum(),
                                counters.failed.sum(),
                                counters.open(),
                                counters.notStarted.sum()));
        text.append("statuses %s, failures %s%n".formatted(counters.statuses, counters.failures));
        text.append(
                "events %d, bytes %d, connections closed early %d%n"
                        .formatted(
                                counters.events.sum(),
                                counters.bytes.sum(),
                                counters.closedEarly.sum()));
        text.append(
                "%-12s %10s %10s %10s %10s %10s %10s%n"
                        .formatted("us", "count", "p50", "p90", "p99", "p99.9", "max"));
        for (Timings.Kind kind : Timings.Kind.values()) {
            Histogram h = timings.of(kind);
            if (h.getTotalCount() > 0) {
                text.append(
                        "%-12s %10d %10.1f %10.1f %10.1f %10.1f %10.1f%n"
                                .formatted(
                                        kind.word,
                                        h.getTotalCount(),
                                        h.getValueAtPercentile(50) / 1e3,
                                        h.getValueAtPercentile(90) / 1e3,
                                        h.getValueAtPercentile(99) / 1e3,
                                        h.getValueAtPercentile(99.9) / 1e3,
                                        h.getMaxValue() / 1e3));
            }
        }
        return text.toString();
    }
}
