package io.raygate.forward;

import java.util.function.LongSupplier;

/**
 * All deadlines of one event loop in a timing wheel of 100 ms slots, turned by one periodic timer:
 * a request costs a link and an unlink, not a timer. Deadlines further away than one turn stay in
 * their slot until their round comes. Confined to one event loop.
 */
final class Deadlines {
    static final long TICK_MILLIS = 100;
    private static final long TICK_NANOS = TICK_MILLIS * 1_000_000;
    private static final int SLOTS = 1024;

    private final LongSupplier nanos;
    private final Deadline due = new Anchor();
    private final Deadline[] slots = new Deadline[SLOTS];
    private final long originNanos;
    private long turned;

    Deadlines(LongSupplier nanos) {
        this.nanos = nanos;
        originNanos = nanos.getAsLong();
        for (int i = 0; i < SLOTS; i++) {
            slots[i] = new Anchor();
        }
    }

    long now() {
        return nanos.getAsLong();
    }

    /** Fires in {@code delayNanos}, up to two ticks late; whatever was set before is replaced. */
    void in(long delayNanos, Deadline deadline) {
        at(now() + delayNanos, deadline);
    }

    /** Fires at a point of the monotonic clock, up to two ticks late. */
    void at(long atNanos, Deadline deadline) {
        deadline.cancel();
        long tick = Math.max(tickOf(atNanos) + 1, turned + 1);
        deadline.tick = tick;
        deadline.linkBefore(slots[slot(tick)]);
    }

    /**
     * Fires everything due; called by the periodic timer. Where one deadline throws, the next call
     * goes on with the one behind it.
     */
    void turn() {
        long until = tickOf(now());
        for (long tick = Math.max(turned + 1, until - SLOTS + 1); tick <= until; tick++) {
            turned = tick;
            fire(slots[slot(tick)], until);
        }
    }

    /** First takes out what is due, since what is called may set and cancel deadlines at will. */
    private void fire(Deadline anchor, long until) {
        for (Deadline each = anchor.next; !each.isAnchor(); ) {
            Deadline following = each.next;
            if (each.tick <= until) {
                each.cancel();
                each.linkBefore(due);
            }
            each = following;
        }
        while (due.next.isLinked()) {
            Deadline first = due.next;
            first.cancel();
            first.expired();
        }
    }

    private long tickOf(long atNanos) {
        return (atNanos - originNanos) / TICK_NANOS;
    }

    private static int slot(long tick) {
        return (int) (tick & (SLOTS - 1));
    }

    /** Where a slot's ring begins and ends. */
    private static final class Anchor extends Deadline {
        @Override
        boolean isAnchor() {
            return true;
        }

        @Override
        void expired() {}
    }
}
