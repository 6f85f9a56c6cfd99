package io.raygate.limit.shared;

import java.nio.file.Path;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Where Redis is, and who comes.
 *
 * @param uri redis, rediss or redis-sentinel, without user and password
 * @param user null: the default one
 * @param password read anew for each connection; empty: none
 * @param authorities that may vouch for it, PEM; null: those of the platform
 */
public record RedisAddress(
        String uri, @Nullable String user, Supplier<String> password, @Nullable Path authorities) {}
