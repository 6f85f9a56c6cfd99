package io.raygate.auth.jwt;

import java.time.Instant;

/** What takes tokens back before they expire (S-56). The issuer is its id under auth.jwt. */
public sealed interface Revocation {

    String issuer();

    /** One token. */
    record ByJti(String issuer, String jti) implements Revocation {}

    /** Every token signed with the key, for ever. */
    record ByKid(String issuer, String kid) implements Revocation {}

    /** The subject's tokens that were not issued after the instant, or do not say when. */
    record BySubject(String issuer, String subject, Instant issuedBefore) implements Revocation {}

    /** The issuer's tokens that were not issued after the instant, or do not say when. */
    record ByIssuer(String issuer, Instant issuedBefore) implements Revocation {}
}
