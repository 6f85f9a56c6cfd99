package io.raygate.config;

import java.time.Duration;
import java.time.ZoneId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A named set of limits; what is null is not limited.
 *
 * @param gpuSeconds in thousandths of a second
 * @param models what counts the requests to one model alone, by its name
 * @param zone where the days of quotas begin
 * @param concurrency how many at once; 0: not limited
 * @param shadow counted and not enforced, all of it
 * @param onExhausted what becomes of a stream that has used up its tokens, spend or GPU seconds
 * @param sharing how gateways with a common store share it
 */
public record LimitConfig(
        @Nullable Paced requests,
        @Nullable Tokens tokens,
        @Nullable Paced gpuSeconds,
        @Nullable Quota quota,
        @Nullable Spend spend,
        Map<String, ModelLimitConfig> models,
        ZoneId zone,
        int concurrency,
        boolean shadow,
        OnExhausted onExhausted,
        Sharing sharing) {
    private static final int MOST_AT_ONCE = 1_000_000;
    private static final int MOST_MODELS = 100;
    private static final Form<Integer> AT_ONCE = new Counts(1, MOST_AT_ONCE);
    private static final Form<OnExhausted> ON_EXHAUSTED =
            Words.of("finish", OnExhausted.FINISH).or("cut", OnExhausted.CUT);
    static final Bounds REQUESTS = new Bounds(100_000_000, 10_000_000, 1);
    static final Bounds GPU_SECONDS = new Bounds(1_000_000, 1_000_000, 1_000);

    /** What becomes of a running stream. */
    public enum OnExhausted {
        FINISH,
        CUT
    }

    static LimitConfig read(Section s) {
        Integer concurrency = s.optional("concurrency", AT_ONCE);
        Map<String, ModelLimitConfig> models = s.optionalSection("models", LimitConfig::models);
        LimitConfig limits =
                new LimitConfig(
                        s.optionalSection("requests", it -> Paced.required(it, REQUESTS)),
                        s.optionalSection("tokens", Tokens::read),
                        s.optionalSection("gpuSeconds", it -> Paced.required(it, GPU_SECONDS)),
                        s.optionalSection("quota", Quota::read),
                        s.optionalSection("spend", Spend::read),
                        models == null ? Map.of() : models,
                        s.one("zone", Zones.FORM, Zones.UTC),
                        concurrency == null ? 0 : concurrency,
                        s.flag("shadow", false),
                        s.one("onExhausted", ON_EXHAUSTED, OnExhausted.FINISH),
                        Sharing.read(s));
        if (!s.isWritten("requests")
                && !s.isWritten("tokens")
                && !s.isWritten("gpuSeconds")
                && !s.isWritten("quota")
                && !s.isWritten("spend")
                && !s.isWritten("concurrency")
                && !s.isWritten("models")) {
            s.fault(
                    "limits nothing",
                    "needed: requests, tokens, gpuSeconds, quota, spend, concurrency or models");
        }
        return limits;
    }

    private static Map<String, ModelLimitConfig> models(Section s) {
        Map<String, ModelLimitConfig> models =
                s.eachOfMine(
                        ModelConfig.NAME, (it, name) -> it.section(name, ModelLimitConfig::read));
        if (models.size() > MOST_MODELS) {
            s.fault("names too many models", "allowed: at most " + MOST_MODELS);
        }
        return models;
    }

    /**
     * What several gateways do that share it.
     *
     * @param strict whether nothing passes before the store has lent it
     */
    public record Sharing(boolean strict, OnStoreLoss onStoreLoss) {
        private static final Form<Boolean> STRICT = Words.of("strict", true).or("smooth", false);
        private static final Form<OnStoreLoss> ON_STORE_LOSS =
                Words.of("local", OnStoreLoss.LOCAL)
                        .or("open", OnStoreLoss.OPEN)
                        .or("closed", OnStoreLoss.CLOSED);

        private static Sharing read(Section s) {
            return new Sharing(
                    s.one("sharing", STRICT, true),
                    s.one("onStoreLoss", ON_STORE_LOSS, OnStoreLoss.LOCAL));
        }
    }

    /** What holds once the store has been away for a minute. */
    public enum OnStoreLoss {
        LOCAL,
        OPEN,
        CLOSED
    }

    /** What may be written of a pace. */
    static final class Bounds {
        private final int most;
        private final long mostPerSecond;
        private final int scale;

        /**
         * @param scale how many of those that are counted make one that is written
         */
        Bounds(int most, long mostPerSecond, int scale) {
            this.most = most;
            this.mostPerSecond = mostPerSecond;
            this.scale = scale;
        }
    }

    /**
     * So many in a time.
     *
     * @param burst how many may come at once after a pause; as many as the rate says unless said
     */
    public record Paced(Rate rate, long burst, boolean shadow) {
        private static final long LONGEST_FILL = Duration.ofDays(366).toSeconds();

        static Paced required(Section s, Bounds bounds) {
            Rates form = new Rates(bounds.most);
            return read(s, s.required("rate", form, new Rate(1, Duration.ofSeconds(1))), bounds);
        }

        private static @Nullable Paced optional(Section s, Bounds bounds) {
            Rate rate = s.optional("rate", new Rates(bounds.most));
            if (rate != null) {
                return read(s, rate, bounds);
            }
            s.optional("burst", new Counts(1, bounds.most));
            s.flag("shadow", false);
            if (s.isWritten("burst") && !s.isWritten("rate")) {
                s.fault("burst", "has no rate beside it", "needed: rate");
            }
            return null;
        }

        private static Paced read(Section s, Rate rate, Bounds bounds) {
            long perSecond = rate.amount() / rate.period().toSeconds();
            if (perSecond > bounds.mostPerSecond) {
                s.fault(
                        "rate",
                        "is out of bounds",
                        "allowed: at most %,d per second".formatted(bounds.mostPerSecond));
            }
            long burst = s.one("burst", new Counts(1, bounds.most), (int) rate.amount());
            if (burst / rate.amount() * rate.period().toSeconds() >= LONGEST_FILL) {
                s.fault("burst", "takes years to fill", "allowed: what fills in 366 days");
            }
            return new Paced(
                    new Rate(rate.amount() * bounds.scale, rate.period()),
                    burst * bounds.scale,
                    s.flag("shadow", false));
        }
    }

    /**
     * Tokens in a time.
     *
     * @param total of input and output
     * @param input those from the cache included
     * @param output those of reasoning included
     */
    public record Tokens(
            @Nullable Paced total,
            @Nullable Paced input,
            @Nullable Paced cachedInput,
            @Nullable Paced output,
            @Nullable Paced reasoning) {
        private static final Bounds BOUNDS = new Bounds(1_000_000_000, 1_000_000_000, 1);

        static Tokens read(Section s) {
            Tokens tokens =
                    new Tokens(
                            Paced.optional(s, BOUNDS),
                            one(s, "input"),
                            one(s, "cachedInput"),
                            one(s, "output"),
                            one(s, "reasoning"));
            if (!s.isWritten("rate")
                    && !s.isWritten("input")
                    && !s.isWritten("cachedInput")
                    && !s.isWritten("output")
                    && !s.isWritten("reasoning")) {
                s.fault("limits nothing", "needed: rate, input, cachedInput, output or reasoning");
            }
            return tokens;
        }

        private static @Nullable Paced one(Section s, String key) {
            return s.optionalSection(key, it -> Paced.required(it, BOUNDS));
        }
    }

    /**
     * So much in each window of the calendar.
     *
     * @param gpuSeconds in thousandths of a second
     */
    public record Quota(
            @Nullable CalendarRate requests,
            @Nullable CalendarRate tokens,
            @Nullable CalendarRate gpuSeconds,
            boolean shadow) {
        private static final Form<CalendarRate> COUNT = new CalendarRates(999_999_999_999_999L);
        private static final Form<CalendarRate> GPU = new CalendarRates(999_999_999_999L);

        static Quota read(Section s) {
            CalendarRate gpu = s.optional("gpuSeconds", GPU);
            Quota quota =
                    new Quota(
                            s.optional("requests", COUNT),
                            s.optional("tokens", COUNT),
                            gpu == null ? null : new CalendarRate(gpu.amount() * 1_000, gpu.per()),
                            s.flag("shadow", false));
            if (!s.isWritten("requests") && !s.isWritten("tokens") && !s.isWritten("gpuSeconds")) {
                s.fault("limits nothing", "needed: requests, tokens or gpuSeconds");
            }
            return quota;
        }
    }

    /**
     * Money in each window of the calendar.
     *
     * @param amount in millionths
     */
    public record Spend(long amount, String currency, CalendarRate.Per per, boolean shadow) {
        private static final Form<Long> AMOUNT = new Decimals(1, 999_999_999, 6);

        static Spend read(Section s) {
            return new Spend(
                    s.required("amount", AMOUNT, 1L),
                    s.required("currency", PriceConfig.CURRENCY, ""),
                    s.required("per", CalendarRates.PER, CalendarRate.Per.MONTH),
                    s.flag("shadow", false));
        }
    }
}
