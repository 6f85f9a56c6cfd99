package io.raygate.limit;

import org.jspecify.annotations.Nullable;

/** What one request has taken of one limit, until it is known what it needed. */
final class Hold {
    private final Applied by;
    private final Limit limit;
    private final Balance balance;
    private final long expected;
    private final boolean patient;
    private long amount;
    private long window;
    private @Nullable Balance part;
    private @Nullable Hold next;

    /**
     * @param patient whether it may be said that nobody knows yet
     */
    Hold(Applied by, Limit limit, Balance balance, long amount, boolean patient) {
        this.by = by;
        this.limit = limit;
        this.balance = balance;
        this.expected = amount;
        this.amount = amount;
        this.patient = patient;
    }

    boolean isPatient() {
        return patient;
    }

    Sharing sharing() {
        return by.set().sharing();
    }

    /** What has allowed it in place of a store that is away; null: nothing had to. */
    @Nullable Balance part() {
        return part;
    }

    void allowedBy(Balance allowing) {
        part = allowing;
    }

    Applied by() {
        return by;
    }

    Limit limit() {
        return limit;
    }

    Balance balance() {
        return balance;
    }

    long amount() {
        return amount;
    }

    /** What was taken before it was known that it needs more. */
    long expected() {
        return expected;
    }

    /**
     * Takes as much in addition as makes it this amount.
     *
     * @return 0 if it was there; otherwise nothing was taken, as {@link Balance#take} says. Where
     *     it is {@link Balance#UNSURE} it may be there in a moment.
     */
    long grow(long needed, long now) {
        if (needed <= amount) {
            return 0;
        }
        long wait = balance.take(new Hold(by, limit, balance, needed - amount, true), now);
        amount = wait == 0 ? needed : amount;
        return wait;
    }

    /** When the window begins that it was taken from. */
    long window() {
        return window;
    }

    void takenFrom(long start) {
        window = start;
    }

    /** What the same request took after it; null: nothing. */
    @Nullable Hold next() {
        return next;
    }

    void next(Hold taken) {
        next = taken;
    }

    Left left(long now) {
        return new Left(by.policy(), limit, balance.left(now), balance.fullIn(now));
    }
}
