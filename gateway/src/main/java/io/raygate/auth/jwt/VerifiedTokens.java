package io.raygate.auth.jwt;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import io.raygate.auth.Digest;
import io.raygate.exchange.RejectionCode;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Remembers verdicts by the SHA-256 of the whole token; no token stays in memory. Good and bad ones
 * lie apart, so that a flood of bad ones evicts nothing good (S-56). Safe from any thread.
 */
final class VerifiedTokens {
    private static final Verdict EXPIRED =
            Verdict.bad(RejectionCode.TOKEN_EXPIRED, "token expired");

    private final Cache<Digest, Verdict> good;
    private final Cache<Digest, Verdict> bad;

    /**
     * @param nanos a monotonic clock, for the time to live (S-102)
     */
    VerifiedTokens(CacheBounds bounds, LongSupplier nanos) {
        this.good = cache(bounds.entries(), bounds.ttl(), nanos);
        this.bad = cache(bounds.entries(), bounds.negativeTtl(), nanos);
    }

    /** The verdict as of {@code nowMillis}, the wall clock, or null. */
    @Nullable Verdict find(Digest token, long nowMillis) {
        Verdict known = good.getIfPresent(token);
        if (known == null) {
            return bad.getIfPresent(token);
        }
        return known instanceof Verdict.Good(var _, var until) && nowMillis >= until
                ? EXPIRED
                : known;
    }

    void put(Digest token, Verdict verdict) {
        switch (verdict) {
            case Verdict.Good _ -> good.put(token, verdict);
            case Verdict.Bad(var _, var lasting) -> {
                if (lasting) {
                    bad.put(token, verdict);
                }
            }
        }
    }

    private static Cache<Digest, Verdict> cache(int entries, Duration ttl, LongSupplier nanos) {
        return Caffeine.newBuilder()
                .maximumSize(entries)
                .expireAfterWrite(ttl)
                .ticker(nanos::getAsLong)
                .executor(Runnable::run)
                .build();
    }
}
