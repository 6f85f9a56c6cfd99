package io.raygate.pipeline;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Holds the gateway back while memory is short (S-103): first connections end with their answer,
 * then new work is refused. Looked at from one thread, read by all event loops.
 */
public final class MemoryGuard {
    private static final Logger LOG = LoggerFactory.getLogger(MemoryGuard.class);

    /** How far below its mark a share must fall until the mark no longer counts as passed. */
    private static final double BACK = 5;

    private final Mark heapSpare = new Mark(80);
    private final Mark directSpare = new Mark(80);
    private final Mark heapFull = new Mark(85);
    private final Mark directFull = new Mark(90);
    private volatile Level level = Level.AMPLE;

    /** How short memory is. */
    public enum Level {
        AMPLE,
        /** Connections are not kept. */
        SPARING,
        /** New work is refused. */
        FULL
    }

    /**
     * What is in use, in percent of what there may be.
     *
     * @param heap after a collection
     * @param direct outside of the heap
     */
    public record Reading(double heap, double direct) {}

    /** One percentage that is passed at its height and left only further down. */
    private static final class Mark {
        private final double percent;
        private boolean passed;

        Mark(double percent) {
            this.percent = percent;
        }

        void look(double share) {
            passed = share >= percent || (passed && share > percent - BACK);
        }
    }

    /** Judges what is in use now; one thread at a time. */
    public void look(Reading now) {
        heapSpare.look(now.heap());
        heapFull.look(now.heap());
        directSpare.look(now.direct());
        directFull.look(now.direct());
        Level next = passed();
        if (next != level) {
            LOG.warn(
                    "memory: {} before, {} now; heap {} %, direct {} %",
                    level, next, Math.round(now.heap()), Math.round(now.direct()));
            level = next;
        }
    }

    private Level passed() {
        if (heapFull.passed || directFull.passed) {
            return Level.FULL;
        }
        return heapSpare.passed || directSpare.passed ? Level.SPARING : Level.AMPLE;
    }

    /** Any thread; one volatile read. */
    public Level level() {
        return level;
    }
}
