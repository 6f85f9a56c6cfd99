package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/**
 * What a caller presented as credentials, raw, taken out of the head by the sanitiser (S-61, S-66).
 *
 * @param count credentials over all accepted places and field lines
 * @param bearer the value behind {@code Bearer }, or null
 * @param apiKey the value of the API key field, or null
 */
public record Presented(int count, @Nullable String bearer, @Nullable String apiKey) {

    /** Nothing was presented. */
    public static final Presented NONE = new Presented(0, null, null);

    /**
     * Whether the bearer is to be read as a token and not as a key: a key has no dot, a token two
     * (S-61).
     */
    public boolean holdsToken() {
        return bearer != null && bearer.indexOf('.') >= 0;
    }

    /** Shows nothing: a credential must not reach a log by accident (S-95). */
    @Override
    public String toString() {
        return "Presented[count=" + count + "]";
    }
}
