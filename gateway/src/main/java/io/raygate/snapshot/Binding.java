package io.raygate.snapshot;

import io.raygate.auth.Access;
import io.raygate.auth.AuthenticatorChain;
import io.raygate.exchange.Decision;
import io.raygate.exchange.Fields;
import io.raygate.exchange.OwnAnswer;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.exchange.RejectionStyle;
import io.raygate.exchange.RequestHead;
import io.raygate.exchange.RequestKind;
import io.raygate.limit.Tariff;
import io.raygate.route.Cors;
import io.raygate.route.Matched;
import io.vertx.core.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/**
 * What a route binds a request to. A path without a route has a binding too: the one that
 * authenticates by every method and grants nothing, so that it looks like any other path to a
 * stranger (S-68).
 *
 * @param id the route's id, empty for the binding of no route
 * @param allow the route's methods, as the Allow field lists them
 * @param authenticators who may vouch for the caller; null only where the route says {@code auth:
 *     none}
 * @param limits the name of the set that each caller has for itself here; null: none
 * @param tariff what its use costs of limits
 * @param cors null where no web page may call
 * @param way where granted requests go; null for the binding of no route
 */
public record Binding(
        String id,
        String allow,
        RejectionStyle style,
        @Nullable AuthenticatorChain authenticators,
        Access access,
        @Nullable String limits,
        Tariff tariff,
        @Nullable Cors cors,
        @Nullable Way way) {

    /** The binding of every path without a route. */
    static Binding ofNoRoute(AuthenticatorChain every) {
        return new Binding(
                "", "", RejectionStyle.PROBLEM, every, Access.NONE, null, Tariff.NONE, null, null);
    }

    /**
     * What the route demands of a request once its caller is granted; without a route there is
     * nothing to be had.
     */
    public Decision<Way> terms(RequestHead head, Matched matched) {
        if (way == null || matched instanceof Matched.Nothing) {
            return refuse(RejectionCode.NOT_FOUND, "no route");
        }
        if (cors != null && Cors.isPreflight(head)) {
            return new Decision.Answer<>(cors.preflight(head));
        }
        if (matched instanceof Matched.OtherMethod) {
            return Decision.refuse(
                    Rejection.of(RejectionCode.METHOD_NOT_ALLOWED, "method not allowed")
                            .allowing(allow));
        }
        if (matched instanceof Matched.OtherSlash) {
            return new Decision.Answer<>(redirectToOtherSlash(head));
        }
        if (!way.paths().permits(head.path())) {
            return refuse(
                    RejectionCode.INVALID_PATH,
                    "an encoded slash or parameter that the route does not allow");
        }
        if (head.kind() == RequestKind.WEBSOCKET && !way.forward().websocket()) {
            return refuse(RejectionCode.UPGRADE_NOT_ALLOWED, "no WebSocket on this route");
        }
        return Decision.proceed(way);
    }

    /** 308 keeps method and body; the location is relative, so that no host can be slipped in. */
    private static OwnAnswer redirectToOtherSlash(RequestHead head) {
        String path = head.path();
        String other = path.endsWith("/") ? path.substring(0, path.length() - 1) : path + "/";
        Fields fields = new Fields();
        fields.add(HttpHeaders.LOCATION, head.query() == null ? other : other + "?" + head.query());
        return new OwnAnswer(308, fields);
    }

    private static Decision<Way> refuse(RejectionCode code, String reason) {
        return Decision.refuse(Rejection.of(code, reason));
    }
}
