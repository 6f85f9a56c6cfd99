package io.raygate.auth;

import io.raygate.exchange.Decision;
import io.raygate.exchange.RequestHead;

/**
 * One way to turn a presented credential into a principal. Called on the event loop; must not
 * block.
 */
public interface Authenticator {

    /** The name by which routes list it: {@code jwt.<issuer>} or {@code apiKeys}. */
    String name();

    /**
     * Whether the credential in this head has the shape that this authenticator reads (S-61: never
     * two parsers).
     */
    boolean reads(RequestHead head);

    Decision<Principal> authenticate(RequestHead head);
}
