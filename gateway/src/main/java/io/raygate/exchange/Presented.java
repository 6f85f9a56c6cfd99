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

    private static final String BEARER = "Bearer ";

    /** Nothing was presented. */
    public static final Presented NONE = new Presented(0, null, null);

    /**
     * What stands behind the scheme and one blank in a value of Authorization; null for any other
     * scheme (S-43).
     */
    public static @Nullable String bearer(String authorization) {
        return authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length())
                : null;
    }

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
