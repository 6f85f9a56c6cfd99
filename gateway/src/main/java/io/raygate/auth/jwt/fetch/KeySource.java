package io.raygate.auth.jwt.fetch;

import io.raygate.pem.PemFile;
import java.time.Duration;
import java.util.Optional;

/**
 * An issuer whose keys are fetched, and how.
 *
 * @param id the issuer's in the configuration
 * @param refresh a set is fetched anew before it is that old
 * @param timeout for one fetch as a whole
 * @param maxStale a set older than that verifies nothing any more
 * @param ca authorities that vouch for the peer; empty: those of the platform
 * @param allowPrivateAddress whether the peer may have an address that is not public
 */
public record KeySource(
        String id,
        KeyAddress address,
        Duration refresh,
        Duration timeout,
        Duration maxStale,
        Optional<PemFile> ca,
        boolean allowPrivateAddress) {}
