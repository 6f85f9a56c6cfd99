package io.raygate.limit;

import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import java.util.List;

/** Whether a request is within every limit that applies to it. */
public sealed interface LimitDecision {

    /** What is left of each rate that is enforced. */
    List<Left> left();

    /**
     * It is.
     *
     * @param charge what it took, to be settled when the request ends
     */
    record Passed(Charge charge, List<Left> left) implements LimitDecision {}

    /** It is over one of them, and nothing was taken of any. */
    record Over(Applied limit, What what, long waitNanos, List<Left> left)
            implements LimitDecision {
        private static final long SECOND = 1_000_000_000L;

        /** What the caller is told: to come again when it will fit, not before (rounded up). */
        public Rejection rejection() {
            RejectionCode code =
                    switch (what) {
                        case REQUESTS -> RejectionCode.RATE_LIMIT_EXCEEDED;
                        case CONCURRENCY -> RejectionCode.CONCURRENCY_LIMIT_EXCEEDED;
                    };
            String reason =
                    "limits " + limit.set().name() + " of the " + limit.policy() + " used up";
            return Rejection.of(code, reason)
                    .retryAfter((int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(waitNanos, SECOND)));
        }
    }

    /** Of what there was too much. */
    enum What {
        REQUESTS,
        CONCURRENCY
    }
}
