package io.raygate.auth;

import io.raygate.exchange.Decision;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import org.jspecify.annotations.Nullable;

/**
 * Holds a principal against what a route grants. What is true of the credential alone comes first,
 * so that it is refused alike on every path; then 404, so that nobody learns of a path that is not
 * granted (S-68); then what the route asks of its own callers: a kind of credential, scopes. The
 * route's own terms, 405 among them, are for granted callers and come after it.
 */
public final class Authorizer {

    /**
     * Decides whether the principal may go on; event loop.
     *
     * @param address the resolved client address (S-63)
     * @param access what the matched route grants, {@link Access#NONE} without a route
     */
    public Decision<Principal> authorize(Principal principal, String address, Access access) {
        Rejection refusal = refusal(principal, address, access);
        return refusal == null ? Decision.proceed(principal) : Decision.refuse(refusal);
    }

    private static @Nullable Rejection refusal(Principal principal, String address, Access access) {
        if (principal.tenant().suspended()) {
            return Rejection.of(RejectionCode.TENANT_SUSPENDED, "tenant suspended");
        }
        if (!principal.grants().allowsAddress(address)) {
            return Rejection.of(RejectionCode.ADDRESS_NOT_ALLOWED, "address outside the key's");
        }
        if (!access.isOpenTo(principal.tenant().id())) {
            return Rejection.of(
                    RejectionCode.NOT_FOUND,
                    access.route().isEmpty() ? "no route" : "route not granted to the tenant");
        }
        if (!principal.grants().allowsRoute(access.route())) {
            return Rejection.of(RejectionCode.NOT_FOUND, "route not granted to the key");
        }
        if (!access.methods().contains(principal.method())) {
            return Rejection.of(principal.notTaken(), "not an authenticator of this route");
        }
        if (!principal.scopes().containsAll(access.scopes())) {
            return Rejection.of(RejectionCode.INSUFFICIENT_SCOPE, "scope missing");
        }
        return null;
    }
}
