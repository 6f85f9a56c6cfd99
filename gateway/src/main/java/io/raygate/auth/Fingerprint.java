package io.raygate.auth;

import org.jspecify.annotations.Nullable;

/**
 * By what a credential is recognised that was seen before in this process; see {@link
 * Fingerprints}. Comparing two takes the same time wherever they differ (S-60).
 */
public record Fingerprint(long high, long low) {

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Fingerprint that && ((high ^ that.high) | (low ^ that.low)) == 0;
    }

    /** A part of it as it stands: it is already uniform. */
    @Override
    public int hashCode() {
        return (int) low;
    }

    /** Shows nothing. */
    @Override
    public String toString() {
        return "Fingerprint[...]";
    }
}
