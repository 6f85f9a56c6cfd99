package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/** Takes the credentials out of the places where they may stand (S-43, S-61, S-66). */
final class PresentedCredentials {
    private static final String BEARER = "Bearer ";

    private PresentedCredentials() {}

    static Presented in(SortedFields fields) {
        int count = fields.count(FieldUse.AUTHORIZATION) + fields.count(FieldUse.API_KEY);
        return count == 0
                ? Presented.NONE
                : new Presented(
                        count,
                        bearer(fields.value(FieldUse.AUTHORIZATION)),
                        fields.value(FieldUse.API_KEY));
    }

    /** What stands behind the scheme and one blank; null for any other scheme. */
    private static @Nullable String bearer(@Nullable String authorization) {
        return authorization != null
                        && authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? authorization.substring(BEARER.length())
                : null;
    }
}
