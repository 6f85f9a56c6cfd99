package io.raygate.store;

import java.time.Instant;

/**
 * One entry of the audit.
 *
 * @param entry counts from 1 without a gap
 * @param before what was changed, as JSON without secrets; empty where there was nothing
 * @param after the same afterwards
 * @param previous the hash of the entry before it
 * @param hash SHA-256 over all others, hexadecimal
 */
public record AuditRecord(
        long entry,
        Instant at,
        Actor actor,
        String action,
        String target,
        String before,
        String after,
        Outcome outcome,
        String previous,
        String hash) {

    /** What became of it. */
    public enum Outcome {
        DONE,
        DENIED
    }
}
