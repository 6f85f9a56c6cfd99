package io.raygate.limit;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What a caller is told of its limits. */
class RateLimitFieldsTest {
    private static final long SECOND = 1_000_000_000L;

    private static Left paced(Measure measure, long permits, long left, long nanos) {
        Limit limit = Limit.of(measure, new Pace(permits, Duration.ofMinutes(1), permits));
        return new Left("tenant", limit, left, nanos);
    }

    private static Left quota(Measure measure, long amount, Period per, long left) {
        String currency = measure == Measure.SPEND ? "EUR" : null;
        Limit limit = new Limit(measure, new Quota(amount, per, ZoneId.of("UTC")), currency, false);
        return new Left("key", limit, left, 3_600 * SECOND);
    }

    private static MultiMap fields(boolean openAi, Left... left) {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        RateLimitFields.add(List.of(left), openAi, headers);
        return headers;
    }

    @Test
    void eachLimitHasItsOwnEntryAndUnit() {
        MultiMap headers =
                fields(
                        false,
                        paced(Measure.REQUESTS, 600, 599, 100_000_000),
                        paced(Measure.TOKENS, 200_000, 199_000, SECOND),
                        paced(Measure.CACHED_INPUT_TOKENS, 60, 0, 60 * SECOND),
                        quota(Measure.GPU_SECONDS, 36_000_000, Period.DAY, 1_999),
                        quota(Measure.SPEND, 12_500_000, Period.MONTH, 12_000_001));
        assertThat(headers.get("RateLimit-Policy"))
                .isEqualTo(
                        "\"tenant\";q=600;w=60, "
                                + "\"tenant-tokens\";q=200000;w=60;qu=\"tokens\", "
                                + "\"tenant-cached-input-tokens\";q=60;w=60;qu=\"tokens\", "
                                + "\"key-gpu-seconds-day\";q=36000;w=86400;qu=\"gpu-seconds\", "
                                + "\"key-spend-month\";q=12500000;w=2678400;qu=\"millionths of EUR\"");
        assertThat(headers.get("RateLimit"))
                .isEqualTo(
                        "\"tenant\";r=599;t=1, \"tenant-tokens\";r=199000;t=1, "
                                + "\"tenant-cached-input-tokens\";r=0;t=60, "
                                + "\"key-gpu-seconds-day\";r=1;t=3600, "
                                + "\"key-spend-month\";r=12000001;t=3600");
        assertThat(headers.names()).hasSize(2);
    }

    @Test
    void openAisClientsSeeTheTightestOfRequestsAndOfTokens() {
        MultiMap headers =
                fields(
                        true,
                        paced(Measure.REQUESTS, 600, 20, 58 * SECOND),
                        quota(Measure.REQUESTS, 1_000, Period.DAY, 19),
                        paced(Measure.OUTPUT_TOKENS, 60_000, 40_000, 20 * SECOND),
                        quota(Measure.SPEND, 5, Period.DAY, 1));
        assertThat(headers.get("x-ratelimit-limit-requests")).isEqualTo("1000");
        assertThat(headers.get("x-ratelimit-remaining-requests")).isEqualTo("19");
        assertThat(headers.get("x-ratelimit-reset-requests")).isEqualTo("60m0s");
        assertThat(headers.get("x-ratelimit-limit-tokens")).isEqualTo("60000");
        assertThat(headers.get("x-ratelimit-remaining-tokens")).isEqualTo("40000");
        assertThat(headers.get("x-ratelimit-reset-tokens")).isEqualTo("20s");
    }

    @Test
    void nothingIsSaidOfWhatIsNotLimited() {
        assertThat(fields(true).isEmpty()).isTrue();
        assertThat(fields(true, quota(Measure.SPEND, 5, Period.DAY, 1)).names())
                .containsExactlyInAnyOrder("ratelimit-policy", "ratelimit");
    }
}
