package io.raygate.limit;

import java.util.List;

/**
 * What was agreed, under a name.
 *
 * @param name as the configuration has it
 * @param concurrency how many at once, from the head to the last byte of the answer; 0: not limited
 * @param shadow whether concurrency is counted and reported, not enforced; a limit says so itself
 * @param cuts whether a stream that has used up one of them is ended, and not finished
 * @param sharing of all of them
 */
public record LimitSet(
        String name,
        List<Limit> limits,
        int concurrency,
        boolean shadow,
        boolean cuts,
        Sharing sharing) {
    public LimitSet {
        limits = List.copyOf(limits);
    }

    /** One whose streams are finished, and that is shared as usual. */
    public LimitSet(String name, List<Limit> limits, int concurrency, boolean shadow) {
        this(name, limits, concurrency, shadow, false, Sharing.DEFAULT);
    }

    /**
     * Whether it depends on what a request asks for and costs, and not only on how many there are.
     */
    boolean isMetered() {
        for (int i = 0; i < limits.size(); i++) {
            if (limits.get(i).measure() != Measure.REQUESTS || limits.get(i).model() != null) {
                return true;
            }
        }
        return false;
    }
}
