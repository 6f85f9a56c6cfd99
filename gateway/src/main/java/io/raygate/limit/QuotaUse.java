package io.raygate.limit;

/**
 * What a gateway has used of a quota in one window.
 *
 * @param gateway of which run of which gateway; empty for this one, when it tells
 * @param counts what the quota counts
 * @param start of the window, in milliseconds of the epoch
 * @param end the start of the next window
 * @param used all of it, from the start of the window
 * @param owed the part that the next window begins with
 */
public record QuotaUse(
        String gateway,
        Subject subject,
        String counts,
        long start,
        long end,
        long used,
        long owed) {

    /** The same with texts that are there already: there are many of these, and few gateways. */
    QuotaUse of(QuotaBook.Of quota) {
        return new QuotaUse(
                gateway.intern(), quota.subject(), quota.counts(), start, end, used, owed);
    }

    boolean isOf(Quota.Window window) {
        return start == window.start() && end == window.end();
    }

    /** Whether one of both stands in the place of the other. */
    boolean isOfSame(QuotaUse other) {
        return gateway.equals(other.gateway) && start == other.start && end == other.end;
    }

    boolean runs(long millis) {
        return start <= millis && millis < end;
    }

    /** In a window of the same gateway. */
    QuotaUse in(Quota.Window window, long amount) {
        return new QuotaUse(gateway, subject, counts, window.start(), window.end(), amount, 0);
    }
}
