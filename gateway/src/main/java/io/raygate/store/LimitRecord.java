package io.raygate.store;

import java.time.Instant;

/**
 * A set of limits as the store or the configuration has it.
 *
 * @param words JSON, as {@code limits.<name>} of the configuration file; whether they can be read
 *     is for others to know
 * @param declared whether it stands in the configuration file, whose word alone counts then
 * @param revision of its last change; 0 for a declared one
 */
public record LimitRecord(
        String name,
        String words,
        Instant createdAt,
        Instant changedAt,
        boolean declared,
        long revision) {}
