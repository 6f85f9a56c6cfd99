package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/**
 * A request that was refused or cut, as far as it can be explained afterwards.
 *
 * @param id by which the caller knows it
 * @param atMillis when it ended, by the wall clock
 * @param key the id of the key that it bore; null: it bore none
 * @param model that it asked for; null: none is known
 * @param status that the caller saw
 */
public record Refused(
        String id,
        long atMillis,
        String tenant,
        @Nullable String key,
        @Nullable String route,
        @Nullable String model,
        int status,
        Outcome outcome,
        Rejection rejection) {}
