package io.raygate.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Tokens that are taken back before they expire.
 *
 * @param issuer its id under {@code auth.jwt}
 * @param value the {@code jti}, {@code kid} or {@code sub}; empty for a whole issuer
 * @param issuedBefore tokens issued later are not meant; null: all
 * @param expiresAt when no token that is meant can live any more; null: never
 */
public record RevocationRecord(
        String id,
        String issuer,
        Kind kind,
        String value,
        @Nullable Instant issuedBefore,
        String reason,
        Instant createdAt,
        @Nullable Instant expiresAt,
        long revision) {

    /** What tokens are known by. */
    public enum Kind {
        JTI,
        KID,
        SUBJECT,
        ISSUER
    }

    /** A revocation to come. */
    public record New(
            String issuer,
            Kind kind,
            String value,
            @Nullable Instant issuedBefore,
            String reason,
            @Nullable Instant expiresAt) {}
}
