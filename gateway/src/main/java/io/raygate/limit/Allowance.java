package io.raygate.limit;

/** How much of something there is: at an even pace, or so much in each window of the calendar. */
public sealed interface Allowance permits Pace, Quota {

    /** The most that there can be at once. */
    long most();
}
