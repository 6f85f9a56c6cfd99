package io.raygate.auth.jwt;

/** How far a token gets without any cryptography. */
sealed interface Opening {

    /**
     * An issuer, an allowed algorithm and a fitting key were found.
     *
     * @param keys the set that the key is of
     */
    record Candidate(UnverifiedToken token, JwtIssuer issuer, KeySet keys, VerificationKey key)
            implements Opening {}

    /** It names a key that the issuer's set lacks. */
    record UnknownKid(IssuerKeys keys) implements Opening {}

    /** Its issuer has no set at the moment, so nothing can be said of it. */
    record WithoutKeys(JwtIssuer issuer) implements Opening {}

    /** It is refused; the reason is for the log and holds nothing of the token. */
    record Refused(String reason) implements Opening {}
}
