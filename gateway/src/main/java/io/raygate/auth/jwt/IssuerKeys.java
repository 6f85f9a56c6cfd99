package io.raygate.auth.jwt;

import io.vertx.core.Future;
import org.jspecify.annotations.Nullable;

/**
 * The keys of one issuer as they stand at this moment; any thread. Given for good by a {@link
 * KeySet} itself, or fetched by address and then changing under a snapshot.
 */
public interface IssuerKeys {

    /**
     * The set to verify with, or null while there is none that may be trusted (S-55). As long as
     * nothing changes it is the same object: what was verified with another is void (S-56).
     */
    @Nullable KeySet current();

    /** When asking again makes sense while there is no set; at least 1. */
    int retryAfterSeconds();

    /**
     * Has the set fetched anew because a token names a key that it lacks. Completes when {@link
     * #current} is worth another look, on any thread; null where the caller must not wait.
     */
    @Nullable Future<Void> search();
}
