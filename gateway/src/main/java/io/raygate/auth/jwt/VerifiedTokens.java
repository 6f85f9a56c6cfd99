package io.raygate.auth.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.raygate.auth.Fingerprint;
import io.raygate.exchange.RejectionCode;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers verdicts by the fingerprint of the whole token; no token stays in memory. Good and bad
 * ones lie apart, so that a flood of bad ones evicts nothing good. A verdict is worth no more than
 * the keys it came from: it counts only while they are the issuer's, so that whatever changes them
 * empties the cache with the same stroke, also of verdicts in the making (S-56). Safe from any
 * thread.
 */
final class VerifiedTokens {
    private static final Verdict EXPIRED =
            Verdict.bad(RejectionCode.TOKEN_EXPIRED, "token expired");

    private final Cache<Fingerprint, Known> good;
    private final Cache<Fingerprint, Known> bad;

    /**
     * A verdict with the keys that it rests on.
     *
     * @param keys the issuer's as they were
     */
    private record Known(Verdict verdict, IssuerKeys issuer, KeySet keys) {
        boolean counts() {
            return keys.equals(issuer.current());
        }
    }

    /**
     * @param nanos a monotonic clock, for the time to live (S-102)
     */
    VerifiedTokens(CacheBounds bounds, LongSupplier nanos) {
        this.good = cache(bounds.entries(), bounds.ttl(), nanos);
        this.bad = cache(bounds.entries(), bounds.negativeTtl(), nanos);
    }

    /** The verdict as of {@code nowMillis}, the wall clock, or null. */
    @Nullable Verdict find(Fingerprint token, long nowMillis) {
        Known known = good.getIfPresent(token);
        if (known == null) {
            known = bad.getIfPresent(token);
        }
        if (known == null || !known.counts()) {
            return null;
        }
        return known.verdict() instanceof Verdict.Good(var _, var until, var _)
                        && nowMillis >= until
                ? EXPIRED
                : known.verdict();
    }

    void put(Fingerprint token, Verdict verdict, Opening.Candidate candidate) {
        Known known = new Known(verdict, candidate.issuer().keys(), candidate.keys());
        switch (verdict) {
            case Verdict.Good _ -> good.put(token, known);
            case Verdict.Bad(var _, var lasting) -> {
                if (lasting) {
                    bad.put(token, known);
                }
            }
        }
    }

    private static Cache<Fingerprint, Known> cache(int entries, Duration ttl, LongSupplier nanos) {
        return Caffeine.newBuilder()
                .maximumSize(entries)
                .expireAfterWrite(ttl)
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .build();
    }
}
