package io.raygate.config;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A named set of limits.
 *
 * @param requests null: not limited
 * @param concurrency how many at once; 0: not limited
 * @param shadow counted and not enforced
 */
public record LimitConfig(@Nullable Requests requests, int concurrency, boolean shadow) {
    private static final int MOST_AT_ONCE = 1_000_000;
    private static final Rates RATE = new Rates(100_000_000);
    private static final Form<Integer> BURST = new Counts(1, 100_000_000);
    private static final Form<Integer> AT_ONCE = new Counts(1, MOST_AT_ONCE);
    private static final long MOST_PER_SECOND = 10_000_000;

    static LimitConfig read(Section s) {
        Requests requests = s.optionalSection("requests", Requests::read);
        Integer concurrency = s.optional("concurrency", AT_ONCE);
        if (!s.isWritten("requests") && !s.isWritten("concurrency")) {
            s.fault("limits nothing", "needed: requests or concurrency");
        }
        return new LimitConfig(
                requests, concurrency == null ? 0 : concurrency, s.flag("shadow", false));
    }

    /**
     * How many in a time.
     *
     * @param burst how many may come at once after a pause; as many as the rate says unless said
     */
    public record Requests(Rate rate, int burst) {
        static Requests read(Section s) {
            Rate rate = s.required("rate", RATE, new Rate(1, Duration.ofSeconds(1)));
            if (rate.amount() / rate.period().toSeconds() > MOST_PER_SECOND) {
                s.fault("rate", "is out of bounds", "allowed: at most 10,000,000 per second");
            }
            return new Requests(rate, s.one("burst", BURST, (int) rate.amount()));
        }
    }
}
