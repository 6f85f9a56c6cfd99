package io.raygate.limit;

import io.raygate.limit.LimitDecision.What;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Takes from all limits of a request or from none. Lock-free, on any event loop, asks nobody. While
 * one limit refuses, what was taken from those before it is missing there for a moment: another
 * request may be refused that would just have fitted, but never too many pass.
 */
public final class RateLimiter {
    /** Nobody knows when an open request ends: a second is what clients wait at least. */
    private static final long ENDS_SOON_NANOS = 1_000_000_000L;

    private final LimitBook book;
    private final LongSupplier nanos;

    /**
     * @param nanos a monotonic clock (S-102)
     */
    public RateLimiter(LimitBook book, LongSupplier nanos) {
        this.book = book;
        this.nanos = nanos;
    }

    /**
     * Takes one request.
     *
     * @param limits all that apply, each subject once
     */
    public LimitDecision take(List<Applied> limits) {
        long now = nanos.getAsLong();
        Charge charge = new Charge();
        for (int i = 0; i < limits.size(); i++) {
            Applied limit = limits.get(i);
            LimitDecision.Over over = take(limit, charge, now);
            book.decisions(limit.set()).count(over != null, limit.set().shadow());
            if (over != null && !limit.set().shadow()) {
                charge.giveBack();
                return new LimitDecision.Over(
                        limit, over.what(), over.waitNanos(), left(limits, now));
            }
        }
        return new LimitDecision.Passed(charge, charge.left(now));
    }

    private LimitDecision.@Nullable Over take(Applied limit, Charge charge, long now) {
        LimitSet set = limit.set();
        int most = set.concurrency() == 0 ? Integer.MAX_VALUE : set.concurrency();
        Standing standing = entered(limit.subject(), most, now);
        if (standing == null) {
            return new LimitDecision.Over(limit, What.CONCURRENCY, ENDS_SOON_NANOS, List.of());
        }
        charge.entered(standing);
        RequestRate rate = set.requests();
        if (rate == null) {
            return null;
        }
        Bucket bucket = standing.bucket(rate, now);
        long wait = bucket.take(now);
        if (wait > 0) {
            return new LimitDecision.Over(limit, What.REQUESTS, wait, List.of());
        }
        charge.took(limit, bucket);
        return null;
    }

    private @Nullable Standing entered(Subject subject, int most, long now) {
        while (true) {
            Standing standing = book.of(subject, now);
            switch (standing.enter(most)) {
                case ENTERED -> {
                    return standing;
                }
                case FULL -> {
                    return null;
                }
                case FORGOTTEN -> book.forget(subject, standing);
            }
        }
    }

    /** Of all, for one that has taken of none. */
    private List<Left> left(List<Applied> limits, long now) {
        List<Left> left = new ArrayList<>(limits.size());
        for (int i = 0; i < limits.size(); i++) {
            Applied limit = limits.get(i);
            RequestRate rate = limit.set().requests();
            if (rate != null && !limit.set().shadow()) {
                Bucket bucket = book.of(limit.subject(), now).bucket(rate, now);
                left.add(Left.of(limit, bucket, now));
            }
        }
        return left;
    }
}
