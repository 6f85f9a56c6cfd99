package io.raygate.upstream;

import java.time.Duration;

/**
 * Bounds of the connections to one endpoint (S-42), for all event loops together.
 *
 * @param connections most connections open at once
 * @param pending most requests that may wait for one
 * @param pendingTimeout longest wait
 * @param idle how long an unused connection is kept
 * @param maxAge how long any connection is kept
 * @param connect bound of the TCP and TLS handshake
 * @param headBytes largest answer head
 * @param headFields most fields of an answer head
 * @param interim most interim answers (S-38)
 */
public record PoolSettings(
        int connections,
        int pending,
        Duration pendingTimeout,
        Duration idle,
        Duration maxAge,
        Duration connect,
        int headBytes,
        int headFields,
        int interim) {}
