package io.raygate.auth.jwt;

import io.raygate.auth.Principal;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;

/** What became of a token whose signature was looked at. */
sealed interface Verdict {

    /**
     * Good until a point of the wall clock, exclusive, the skew included, unless it is revoked or
     * its tenant has changed.
     */
    record Good(Principal principal, long untilMillis, Revocable token) implements Verdict {}

    /**
     * Refused.
     *
     * @param lasting whether time alone cannot mend it
     */
    record Bad(Rejection rejection, boolean lasting) implements Verdict {}

    /** Its tenant may come to be at any moment. */
    Bad UNKNOWN_TENANT =
            new Bad(
                    Rejection.of(RejectionCode.TENANT_UNKNOWN, "tenant of the token not known"),
                    false);

    static Verdict bad(RejectionCode code, String reason) {
        return new Bad(Rejection.of(code, reason), true);
    }
}
