package io.raygate.auth;

import io.raygate.exchange.Decision;
import io.raygate.exchange.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * One way to turn a presented credential into a principal. Called on the event loop; must not
 * block.
 */
public interface Authenticator {

    /**
     * Whether the credential in this head has the shape that this authenticator reads (S-61: never
     * two parsers).
     */
    boolean reads(RequestHead head);

    /**
     * Verifies the one credential of a head that it {@link #reads}; a refusal is 401, 403, 429 or
     * 503.
     */
    Decision<Principal> authenticate(RequestHead head);

    /**
     * The public id that a refused credential claims, for counting failures per id (S-65), or null.
     */
    @Nullable String claimedId(RequestHead head);
}
