package io.raygate.store;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** Adds events up by the hour, and adds the sums to those of the store. */
final class UsageSums {
    static final long HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);

    private static final String ADD =
            """
            INSERT INTO usage_hours (hour, tenant, key_id, route, model, cluster, requests, failed,
              input_tokens, cached_input_tokens, output_tokens, reasoning_tokens, gpu_millis)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (hour, tenant, key_id, route, model, cluster) DO UPDATE SET
              requests = usage_hours.requests + excluded.requests,
              failed = usage_hours.failed + excluded.failed,
              input_tokens = usage_hours.input_tokens + excluded.input_tokens,
              cached_input_tokens = usage_hours.cached_input_tokens + excluded.cached_input_tokens,
              output_tokens = usage_hours.output_tokens + excluded.output_tokens,
              reasoning_tokens = usage_hours.reasoning_tokens + excluded.reasoning_tokens,
              gpu_millis = usage_hours.gpu_millis + excluded.gpu_millis
            """;

    /** All gateways lock rows in the same order. */
    private static final Comparator<Of> ORDER =
            Comparator.comparingLong(Of::hour)
                    .thenComparing(Of::tenant)
                    .thenComparing(Of::key)
                    .thenComparing(Of::route)
                    .thenComparing(Of::model)
                    .thenComparing(Of::cluster);

    private final Map<Of, Sum> sums = new TreeMap<>(ORDER);

    /** What is added up together. */
    private record Of(
            long hour, String tenant, String key, String route, String model, String cluster) {}

    private static final class Sum {
        private long requests;
        private long failed;
        private long input;
        private long cachedInput;
        private long output;
        private long reasoning;
        private long gpuMillis;
    }

    void add(UsageEvent event) {
        Of of =
                new Of(
                        event.endedAt() - Math.floorMod(event.endedAt(), HOUR_MILLIS),
                        event.tenant(),
                        event.key(),
                        event.route(),
                        event.model(),
                        event.cluster());
        Sum sum = sums.computeIfAbsent(of, it -> new Sum());
        sum.requests++;
        sum.failed += event.failed() ? 1 : 0;
        sum.input += event.usage().input();
        sum.cachedInput += event.usage().cachedInput();
        sum.output += event.usage().output();
        sum.reasoning += event.usage().reasoning();
        sum.gpuMillis += event.gpuMillis();
    }

    void write(Sql sql) {
        sums.forEach(
                (of, sum) ->
                        sql.update(
                                ADD,
                                of.hour(),
                                of.tenant(),
                                of.key(),
                                of.route(),
                                of.model(),
                                of.cluster(),
                                sum.requests,
                                sum.failed,
                                sum.input,
                                sum.cachedInput,
                                sum.output,
                                sum.reasoning,
                                sum.gpuMillis));
    }

    /** The names of the sums in the store, in the order of {@link UsageRow}. */
    static List<String> columns() {
        return List.of(
                "requests",
                "failed",
                "input_tokens",
                "cached_input_tokens",
                "output_tokens",
                "reasoning_tokens",
                "gpu_millis");
    }
}
