package io.raygate.limit;

/**
 * What is left of one limit for one subject. Lock-free, exact under contention, any thread. Times
 * are monotonic nanoseconds. Whoever takes does not ask where the permits come from: a full bucket
 * of this gateway, or a part of one that several share.
 */
sealed interface Balance permits Bucket, Counter, Lease {

    /** What never fits, however long one waits. */
    long NEVER = Long.MAX_VALUE;

    /** Whether it is there will be known in a moment; then it is to be asked for again. */
    long UNSURE = -1;

    /** Nobody knows, and for long; what was agreed for that is that nobody passes. */
    long GONE = -2;

    /** One for the limit, of which nothing is used. */
    static Balance of(Limit limit, long now, CalendarClock calendar) {
        return switch (limit.allowance()) {
            case Pace pace -> new Bucket(pace, now);
            case Quota quota -> new Counter(quota, now, calendar);
        };
    }

    /**
     * Takes what the hold asks for.
     *
     * @return 0 if it was there; otherwise nothing was taken, and this many nanoseconds from now it
     *     is; or {@link #NEVER}, {@link #UNSURE} (where the hold is patient), {@link #GONE}
     */
    long take(Hold hold, long now);

    /** What {@link #take} would say, and takes nothing. */
    long waitFor(long amount, long now);

    /**
     * What was held turns out to be another amount: the rest is given back, or more is taken
     * whether it is there or not, which has to be made up for before anyone else gets some.
     */
    void settle(Hold hold, long actual, long now);

    /** How much could be taken now. */
    long left(long now);

    /** How long from now until there is as much as ever, in nanoseconds. */
    long fullIn(long now);

    /** Whether nothing would be lost with it. */
    default boolean isForgettable(long now) {
        return isKept() || fullIn(now) == 0;
    }

    /** Whether it goes on without a standing that has it. */
    default boolean isKept() {
        return false;
    }

    /** A standing that had it is forgotten. */
    default void release() {}

    /** From now on the same under other terms: what was used stays used. */
    void become(Allowance other, long now);
}
