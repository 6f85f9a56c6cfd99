package io.raygate.exchange;

/** What a WWW-Authenticate field says (RFC 6750, section 3). */
public final class Challenge {
    /** Where no credential was sent there is no error either. */
    public static final String BEARER = "Bearer realm=\"raygate\"";

    /** To one who sent a credential that is not good. */
    public static final String INVALID_TOKEN = BEARER + ", error=\"invalid_token\"";

    static final String INSUFFICIENT_SCOPE = BEARER + ", error=\"insufficient_scope\"";

    private Challenge() {}
}
