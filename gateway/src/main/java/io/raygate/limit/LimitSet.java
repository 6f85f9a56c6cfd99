package io.raygate.limit;

import org.jspecify.annotations.Nullable;

/**
 * What was agreed, under a name.
 *
 * @param name as the configuration has it
 * @param requests null: not limited
 * @param concurrency how many at once, from the head to the last byte of the answer; 0: not limited
 * @param shadow counted and reported, not enforced
 */
public record LimitSet(
        String name, @Nullable RequestRate requests, int concurrency, boolean shadow) {}
