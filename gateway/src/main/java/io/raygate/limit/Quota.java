package io.raygate.limit;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/**
 * So much in each day, week or month.
 *
 * @param zone where the days begin
 */
public record Quota(long amount, Period per, ZoneId zone) implements Allowance {
    /** With it sums of a few fit a long, and header fields can hold it (RFC 9651). */
    public static final long MOST = 999_999_999_999_999L;

    public Quota {
        if (amount < 1 || amount > MOST) {
            throw new IllegalArgumentException("needed: 1 to " + MOST);
        }
    }

    /**
     * One window, in milliseconds of the epoch.
     *
     * @param end the start of the next one
     */
    record Window(long start, long end) {}

    @Override
    public long most() {
        return amount;
    }

    /** One of so many; rounded up. */
    Quota part(int parts) {
        return new Quota(Math.ceilDiv(amount, parts), per, zone);
    }

    /** The window in which a moment lies; a day is as long as its zone makes it. */
    Window around(long millis) {
        LocalDate first = per.first(Instant.ofEpochMilli(millis).atZone(zone).toLocalDate());
        return new Window(start(first), start(per.next(first)));
    }

    private long start(LocalDate day) {
        return day.atStartOfDay(zone).toInstant().toEpochMilli();
    }
}
