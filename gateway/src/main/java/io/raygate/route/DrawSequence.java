package io.raygate.route;

/**
 * The numbers that weighted splits are drawn with: multiples of the golden ratio modulo 1 (Weyl's
 * sequence), which keep every share within a few requests of its weight over any run, and so do
 * regular subsequences; independent random draws would stray by a hundred in ten thousand. One per
 * event loop.
 */
public final class DrawSequence {
    private static final long GOLDEN_RATIO = 0x9E3779B97F4A7C15L;
    private long position;

    /** Starts anywhere, so that the event loops do not move in step. */
    public DrawSequence(long start) {
        position = start;
    }

    public long next() {
        position += GOLDEN_RATIO;
        return position;
    }
}
