package io.raygate.auth.jwt.fetch;

import java.net.URI;

/** Where the keys of an issuer are to be had. */
public sealed interface KeyAddress {

    /** At this address, {@code https}. */
    record Given(URI jwks) implements KeyAddress {}

    /** Where the issuer's discovery document says. */
    record Discovered(String issuer) implements KeyAddress {}
}
