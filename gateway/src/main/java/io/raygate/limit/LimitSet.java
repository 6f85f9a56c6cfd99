package io.raygate.limit;

import java.util.List;

/**
 * What was agreed, under a name.
 *
 * @param name as the configuration has it
 * @param concurrency how many at once, from the head to the last byte of the answer; 0: not limited
 * @param shadow whether concurrency is counted and reported, not enforced; a limit says so itself
 */
public record LimitSet(String name, List<Limit> limits, int concurrency, boolean shadow) {
    public LimitSet {
        limits = List.copyOf(limits);
    }

    /** Whether it depends on what a request costs, and not only on how many there are. */
    boolean isMetered() {
        for (int i = 0; i < limits.size(); i++) {
            if (limits.get(i).measure() != Measure.REQUESTS) {
                return true;
            }
        }
        return false;
    }
}
