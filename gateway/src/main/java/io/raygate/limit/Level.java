package io.raygate.limit;

/**
 * How full a bucket is, as the moment at which it will be full again. The terms and the moment
 * change together, so that nothing is lost where the terms change.
 */
record Level(Filling filling, long fullAt) {

    /** One in which so much is missing now. */
    static Level missing(Filling filling, long amount, long now) {
        return new Level(filling, now).missing(filling.nanos(amount), now);
    }

    /** Negative never: what filled up beyond the brim is lost. */
    long missing(long now) {
        return Math.max(0, fullAt - now);
    }

    /** Not overflowing, however much is owed. */
    Level missing(long nanos, long now) {
        return new Level(filling, now + Math.min(nanos, 2 * Filling.FOREVER));
    }

    long waitFor(long nanos, long now) {
        return nanos > filling.capacity()
                ? Balance.NEVER
                : Math.max(0, missing(now) + nanos - filling.capacity());
    }

    /** How much is there. */
    long left(long now) {
        long there = filling.capacity() - missing(now);
        return there <= 0 ? 0 : filling.filledIn(there);
    }

    /** How much is missing, rounded up, and no more than a bucket holds. */
    long used(long now) {
        return filling.begunIn(Math.min(missing(now), filling.capacity()));
    }
}
