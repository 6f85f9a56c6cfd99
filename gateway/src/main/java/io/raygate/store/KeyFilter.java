package io.raygate.store;

import org.jspecify.annotations.Nullable;

/**
 * Which keys a list holds; null asks for all.
 *
 * @param admin admin credentials instead of keys of the data plane
 */
public record KeyFilter(
        boolean admin,
        @Nullable String tenant,
        @Nullable String name,
        @Nullable String owner,
        @Nullable Boolean enabled) {}
