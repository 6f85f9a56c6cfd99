package io.raygate.limit;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.TemporalAdjusters;
import java.util.Locale;

/** A window of the calendar. */
public enum Period {
    DAY(1) {
        @Override
        LocalDate first(LocalDate day) {
            return day;
        }

        @Override
        LocalDate next(LocalDate first) {
            return first.plusDays(1);
        }
    },
    /** From Monday on (ISO 8601). */
    WEEK(7) {
        @Override
        LocalDate first(LocalDate day) {
            return day.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
        }

        @Override
        LocalDate next(LocalDate first) {
            return first.plusWeeks(1);
        }
    },
    /** Of at most 31 days. */
    MONTH(31) {
        @Override
        LocalDate first(LocalDate day) {
            return day.withDayOfMonth(1);
        }

        @Override
        LocalDate next(LocalDate first) {
            return first.plusMonths(1);
        }
    };

    private static final long DAY_SECONDS = 86_400;

    private final String word = name().toLowerCase(Locale.ROOT);
    private final long days;

    Period(long days) {
        this.days = days;
    }

    public String word() {
        return word;
    }

    /** Of the longest such window, but for a change of the clocks. */
    long seconds() {
        return days * DAY_SECONDS;
    }

    /** The first day of the window in which a day lies. */
    abstract LocalDate first(LocalDate day);

    /** The first day of the window behind. */
    abstract LocalDate next(LocalDate first);
}
