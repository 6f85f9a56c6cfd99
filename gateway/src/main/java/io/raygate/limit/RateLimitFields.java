package io.raygate.limit;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a caller is told of its limits, on success and on refusal: the two fields of
 * draft-ietf-httpapi-ratelimit-headers-11, and for OpenAI's clients theirs. Seconds are rounded up:
 * who waits as long as they say finds what they say.
 */
public final class RateLimitFields {
    private static final CharSequence POLICY = AsciiString.cached("ratelimit-policy");
    private static final CharSequence LIMIT = AsciiString.cached("ratelimit");
    private static final long SECOND = 1_000_000_000L;

    private RateLimitFields() {}

    /** Those of OpenAI that speak of one kind of limit. */
    private record OpenAiNames(CharSequence limit, CharSequence remaining, CharSequence reset) {
        static final OpenAiNames REQUESTS = of("requests");
        static final OpenAiNames TOKENS = of("tokens");

        private static OpenAiNames of(String kind) {
            return new OpenAiNames(
                    AsciiString.cached("x-ratelimit-limit-" + kind),
                    AsciiString.cached("x-ratelimit-remaining-" + kind),
                    AsciiString.cached("x-ratelimit-reset-" + kind));
        }

        void add(@Nullable Left left, MultiMap headers) {
            if (left != null) {
                headers.set(limit, Long.toString(permits(left.limit())));
                headers.set(remaining, Long.toString(left.amount()));
                headers.set(reset, duration(seconds(left.fullInNanos())));
            }
        }
    }

    /** Adds them; nothing where nothing is limited. */
    public static void add(List<Left> left, boolean openAi, MultiMap headers) {
        if (left.isEmpty()) {
            return;
        }
        StringBuilder policies = new StringBuilder(64);
        StringBuilder limits = new StringBuilder(64);
        for (int i = 0; i < left.size(); i++) {
            Left one = left.get(i);
            String name = one.name();
            if (i > 0) {
                policies.append(", ");
                limits.append(", ");
            }
            policy(policies, name, one.limit());
            limits.append('"')
                    .append(name)
                    .append("\";r=")
                    .append(one.amount() / shown(one.limit()))
                    .append(";t=")
                    .append(seconds(one.fullInNanos()));
        }
        headers.set(POLICY, policies);
        headers.set(LIMIT, limits);
        if (openAi) {
            OpenAiNames.REQUESTS.add(tightest(left, false), headers);
            OpenAiNames.TOKENS.add(tightest(left, true), headers);
        }
    }

    /**
     * The unit stands there where it is not requests; a window of the calendar varies in length.
     */
    private static void policy(StringBuilder policies, String name, Limit limit) {
        policies.append('"')
                .append(name)
                .append("\";q=")
                .append(permits(limit) / shown(limit))
                .append(";w=")
                .append(window(limit));
        if (limit.measure() != Measure.REQUESTS) {
            policies.append(";qu=\"").append(unit(limit)).append('"');
        }
    }

    private static long permits(Limit limit) {
        return switch (limit.allowance()) {
            case Pace pace -> pace.permits();
            case Quota quota -> quota.amount();
        };
    }

    private static long window(Limit limit) {
        return switch (limit.allowance()) {
            case Pace pace -> pace.period().toSeconds();
            case Quota quota -> quota.per().seconds();
        };
    }

    /** Money in millionths, since the fields hold whole numbers; all else as people count it. */
    private static long shown(Limit limit) {
        return limit.currency() == null ? limit.measure().scale() : 1;
    }

    private static String unit(Limit limit) {
        return limit.currency() == null
                ? limit.measure().unit()
                : "millionths of " + limit.currency();
    }

    /** Of those that count tokens, or of those that count requests. */
    private static @Nullable Left tightest(List<Left> left, boolean tokens) {
        Left tightest = null;
        for (int i = 0; i < left.size(); i++) {
            Left one = left.get(i);
            Measure measure = one.limit().measure();
            boolean fits = tokens ? measure.isTokens() : measure == Measure.REQUESTS;
            if (fits && (tightest == null || one.amount() < tightest.amount())) {
                tightest = one;
            }
        }
        return tightest;
    }

    /** As OpenAI writes it: {@code 1s}, {@code 6m0s}. */
    private static String duration(long seconds) {
        return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, SECOND);
    }
}
