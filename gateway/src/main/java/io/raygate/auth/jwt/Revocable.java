package io.raygate.auth.jwt;

import io.raygate.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * What a verified token can be revoked by. It remembers the revocations that it was last cleared
 * against, so that a token in use is looked up again only when they have changed. Any thread.
 */
final class Revocable {
    private final String issuer;
    private final @Nullable String kid;
    private final @Nullable String jti;
    private final @Nullable String subject;
    private final double issuedAt;
    private volatile @Nullable RevocationSet clearedAgainst;

    private Revocable(Opening.Candidate candidate) {
        UnverifiedToken token = candidate.token();
        String keyName = candidate.key().kid();
        issuer = candidate.issuer().id();
        kid = keyName == null ? token.header().kid() : keyName;
        jti = token.claims().text("jti");
        subject = token.claims().text("sub");
        issuedAt =
                token.claims().get("iat") instanceof Json.Numeral(var seconds)
                        ? seconds
                        : Double.NEGATIVE_INFINITY;
    }

    /** Of a candidate whose signature and claims are good. */
    static Revocable of(Opening.Candidate verified) {
        return new Revocable(verified);
    }

    /** What revokes it, as a reason for the log, or null. */
    @Nullable String revokedBy(RevocationSet inForce) {
        if (inForce == clearedAgainst) {
            return null;
        }
        String reason = inForce.reasonAgainst(this);
        if (reason == null) {
            clearedAgainst = inForce;
        }
        return reason;
    }

    String issuer() {
        return issuer;
    }

    /** The key that it is signed with; a shared secret has only the name that the token gives. */
    @Nullable String kid() {
        return kid;
    }

    @Nullable String jti() {
        return jti;
    }

    @Nullable String subject() {
        return subject;
    }

    /** Seconds of the wall clock; before all time where the token does not say. */
    double issuedAt() {
        return issuedAt;
    }
}
