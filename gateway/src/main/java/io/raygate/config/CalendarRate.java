package io.raygate.config;

/** So much in each window of the calendar. */
public record CalendarRate(long amount, Per per) {

    /** A window; weeks begin on Monday. */
    public enum Per {
        DAY,
        WEEK,
        MONTH
    }
}
