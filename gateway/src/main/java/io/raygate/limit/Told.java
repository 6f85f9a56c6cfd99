package io.raygate.limit;

/** How a limit stands for all gateways together, as the store last told, and time does since. */
sealed interface Told {

    /** How much nobody has taken. */
    long left(long now);

    /**
     * How long until so much of it is left, in nanoseconds; {@link Balance#NEVER}.
     *
     * @param owed that was taken and is not told yet
     */
    long waitFor(long amount, long owed, long now);

    /** How long until there is as much as ever, in nanoseconds. */
    long fullIn(long now);

    /** How much has been taken. */
    long used(long now);

    /** Of a bucket. */
    record Paced(Level level) implements Told {
        @Override
        public long left(long now) {
            return level.left(now);
        }

        @Override
        public long waitFor(long amount, long owed, long now) {
            Filling filling = level.filling();
            return level.missing(level.missing(now) + filling.nanos(owed), now)
                    .waitFor(filling.nanos(amount), now);
        }

        @Override
        public long fullIn(long now) {
            return level.missing(now);
        }

        @Override
        public long used(long now) {
            return level.used(now);
        }
    }

    /** Of a window of the calendar, which is the one there is. */
    record Dated(Quota quota, Quota.Window window, long taken, CalendarClock calendar)
            implements Told {
        private static final long NANOS_A_MILLI = 1_000_000;

        @Override
        public long left(long now) {
            return Math.max(0, quota.amount() - taken);
        }

        @Override
        public long waitFor(long amount, long owed, long now) {
            if (amount > quota.amount()) {
                return Balance.NEVER;
            }
            return amount <= quota.amount() - taken - owed ? 0 : untilEnd(now);
        }

        private long untilEnd(long now) {
            return Math.max(1, window.end() - calendar.millis(now)) * NANOS_A_MILLI;
        }

        @Override
        public long fullIn(long now) {
            return taken == 0 ? 0 : untilEnd(now);
        }

        @Override
        public long used(long now) {
            return taken;
        }
    }
}
