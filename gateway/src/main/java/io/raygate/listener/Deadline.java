package io.raygate.listener;

import org.jspecify.annotations.Nullable;

/** One thing's place in at most one {@link DeadlineList}; confined to an event loop. */
final class Deadline {
    private final Runnable expired;
    private @Nullable DeadlineList list;
    private long atNanos;
    @Nullable Deadline before;
    @Nullable Deadline after;

    /**
     * @param expired called once the time is up; the deadline is then in no list
     */
    Deadline(Runnable expired) {
        this.expired = expired;
    }

    /** Where it waits, or null. */
    @Nullable DeadlineList list() {
        return list;
    }

    long atNanos() {
        return atNanos;
    }

    /** Takes it out of its list, if it is in one. */
    void cancel() {
        if (list != null) {
            list.remove(this);
        }
    }

    void enter(DeadlineList entered, long nanos) {
        list = entered;
        atNanos = nanos;
    }

    void leave() {
        list = null;
        before = null;
        after = null;
    }

    void expire() {
        expired.run();
    }
}
