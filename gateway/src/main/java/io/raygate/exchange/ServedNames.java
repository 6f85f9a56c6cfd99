package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/** Which names a listener's certificates serve, as far as 421 needs it (S-22). */
@FunctionalInterface
public interface ServedNames {

    /** Every connection may address every host: what holds for listeners with one certificate. */
    ServedNames ANY = (listener, serverName, host) -> true;

    /**
     * Whether the listener shows a client that asks for {@code host} the certificate that this
     * connection was given.
     *
     * @param serverName what the TLS handshake named, or null where it named nothing
     * @param host of the request's authority, lower case
     */
    boolean fits(String listener, @Nullable String serverName, String host);
}
