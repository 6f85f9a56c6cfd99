package io.raygate.auth;

import io.raygate.exchange.RejectionCode;
import io.raygate.tenant.Tenant;
import java.util.Set;

/**
 * The result of authentication, the same for every kind of credential. Every string is safe as a
 * header value.
 *
 * @param tenant who is billed and limited
 * @param name who calls: the token's subject claim, or the key's name
 * @param method the authenticator, as configuration names it: {@code jwt.<issuer>} or {@code
 *     apiKeys}
 * @param credential the key's id or the token's {@code jti}, empty where the token has none
 * @param scopes what the credential may use
 * @param grants what the credential is further confined to
 * @param expiresAtMillis wall-clock end of the credential, or Long.MAX_VALUE
 */
public record Principal(
        Tenant tenant,
        String name,
        String method,
        String credential,
        Set<String> scopes,
        Grants grants,
        long expiresAtMillis) {

    public Principal {
        scopes = Set.copyOf(scopes);
    }

    /** The same of its tenant as that has become. */
    public Principal of(Tenant changed) {
        return new Principal(changed, name, method, credential, scopes, grants, expiresAtMillis);
    }

    /** What its caller is told where this kind of credential is not taken. */
    RejectionCode notTaken() {
        return method.startsWith("jwt.")
                ? RejectionCode.INVALID_TOKEN
                : RejectionCode.INVALID_API_KEY;
    }
}
