package io.raygate.limit;

import io.netty.util.AsciiString;
import io.vertx.core.MultiMap;
import java.util.List;

/**
 * What a caller is told of its limits, on success and on refusal: the two fields of
 * draft-ietf-httpapi-ratelimit-headers-11, and for OpenAI's clients theirs. Seconds are rounded up:
 * who waits as long as they say finds what they say.
 */
public final class RateLimitFields {
    private static final CharSequence POLICY = AsciiString.cached("ratelimit-policy");
    private static final CharSequence LIMIT = AsciiString.cached("ratelimit");
    private static final CharSequence OPENAI_LIMIT =
            AsciiString.cached("x-ratelimit-limit-requests");
    private static final CharSequence OPENAI_REMAINING =
            AsciiString.cached("x-ratelimit-remaining-requests");
    private static final CharSequence OPENAI_RESET =
            AsciiString.cached("x-ratelimit-reset-requests");
    private static final long SECOND = 1_000_000_000L;

    private RateLimitFields() {}

    /** Adds them; nothing where no rate is limited. */
    public static void add(List<Left> left, boolean openAi, MultiMap headers) {
        if (left.isEmpty()) {
            return;
        }
        StringBuilder policies = new StringBuilder(64);
        StringBuilder limits = new StringBuilder(64);
        for (int i = 0; i < left.size(); i++) {
            Left one = left.get(i);
            if (i > 0) {
                policies.append(", ");
                limits.append(", ");
            }
            policies.append('"')
                    .append(one.policy())
                    .append("\";q=")
                    .append(one.rate().permits())
                    .append(";w=")
                    .append(one.rate().period().toSeconds());
            limits.append('"')
                    .append(one.policy())
                    .append("\";r=")
                    .append(one.requests())
                    .append(";t=")
                    .append(seconds(one.fullInNanos()));
        }
        headers.set(POLICY, policies);
        headers.set(LIMIT, limits);
        if (openAi) {
            addOpenAi(tightest(left), headers);
        }
    }

    private static Left tightest(List<Left> left) {
        Left tightest = left.getFirst();
        for (int i = 1; i < left.size(); i++) {
            if (left.get(i).requests() < tightest.requests()) {
                tightest = left.get(i);
            }
        }
        return tightest;
    }

    private static void addOpenAi(Left left, MultiMap headers) {
        headers.set(OPENAI_LIMIT, Long.toString(left.rate().permits()));
        headers.set(OPENAI_REMAINING, Long.toString(left.requests()));
        headers.set(OPENAI_RESET, duration(seconds(left.fullInNanos())));
    }

    /** As OpenAI writes it: {@code 1s}, {@code 6m0s}. */
    private static String duration(long seconds) {
        return seconds < 60 ? seconds + "s" : seconds / 60 + "m" + seconds % 60 + "s";
    }

    private static long seconds(long nanos) {
        return Math.ceilDiv(nanos, SECOND);
    }
}
