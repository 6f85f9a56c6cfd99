package io.raygate.limit;

import io.raygate.exchange.Exceeded;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Whether a request is within every limit that applies to it. */
public sealed interface LimitDecision {

    /** What is left of each limit that is enforced. */
    List<Left> left();

    /**
     * It is.
     *
     * @param charge what it took, to be settled when the request ends
     */
    record Passed(Charge charge, List<Left> left) implements LimitDecision {}

    /**
     * It will be known in a moment, and nothing was taken of any.
     *
     * @param asked whose answer is on its way
     */
    record Unsure(Leased asked) implements LimitDecision {
        @Override
        public List<Left> left() {
            return List.of();
        }

        /**
         * Calls back once when it is worth to ask again; on any thread, at once where it already
         * is.
         */
        public void whenKnown(Runnable again) {
            asked.whenAnswered(again);
        }
    }

    /**
     * Nobody knows, and for that it was agreed that nobody passes.
     *
     * @param by the set that says so
     */
    record Gone(Applied by) implements LimitDecision {
        private static final int RETRY_SECONDS = 5;

        @Override
        public List<Left> left() {
            return List.of();
        }

        public Rejection rejection() {
            String reason = "the store of limits " + by.set().name() + " does not answer";
            return Rejection.of(RejectionCode.LIMIT_STORE_UNAVAILABLE, reason)
                    .retryAfter(RETRY_SECONDS);
        }
    }

    /**
     * It is over one of them, and nothing was taken of any.
     *
     * @param by the set that refuses
     * @param limit null: too many are open
     * @param waitNanos until it is within all of them; {@link Long#MAX_VALUE} is never
     * @param needed of the limit
     * @param there that was left of it
     */
    record Over(
            Applied by,
            @Nullable Limit limit,
            long waitNanos,
            long needed,
            long there,
            List<Left> left)
            implements LimitDecision {
        private static final long SECOND = 1_000_000_000L;

        Over with(List<Left> known) {
            return new Over(by, limit, waitNanos, needed, there, known);
        }

        /** What the caller is told: to come again when it will fit, not before (rounded up). */
        public Rejection rejection() {
            Rejection rejection = Rejection.of(code(), reason()).over(exceeded());
            return isForEver() ? rejection : rejection.retryAfter(seconds());
        }

        private boolean isForEver() {
            return waitNanos == Balance.NEVER;
        }

        private int seconds() {
            return (int) Math.min(Integer.MAX_VALUE, Math.ceilDiv(waitNanos, SECOND));
        }

        private RejectionCode code() {
            if (limit == null) {
                return RejectionCode.CONCURRENCY_LIMIT_EXCEEDED;
            }
            if (isForEver()) {
                return RejectionCode.REQUEST_EXCEEDS_LIMIT;
            }
            return switch (limit.allowance()) {
                case Pace pace -> RejectionCode.RATE_LIMIT_EXCEEDED;
                case Quota quota -> RejectionCode.QUOTA_EXCEEDED;
            };
        }

        private Exceeded exceeded() {
            LimitSet set = by.set();
            if (limit == null) {
                return new Exceeded(
                        by.policy() + "-concurrency",
                        Measure.REQUESTS.unit(),
                        set.name(),
                        null,
                        new Exceeded.Stood(set.concurrency(), there, needed, 1));
            }
            long most = limit.allowance().most();
            return new Exceeded(
                    limit.name(by.policy()),
                    limit.measure().unit(),
                    set.name(),
                    limit.model(),
                    new Exceeded.Stood(most, there, needed, limit.measure().scale()));
        }

        private String reason() {
            String set = "limits " + by.set().name() + " of the " + by.policy();
            String what = limit == null ? "concurrency" : limit.measure().word();
            String model = limit == null || limit.model() == null ? "" : " of " + limit.model();
            return set + (isForEver() ? " can never hold its " : " used up: ") + what + model;
        }
    }
}
