package io.raygate.route;

import io.raygate.exchange.Fields;
import io.raygate.exchange.OwnAnswer;
import io.raygate.exchange.RequestHead;
import io.vertx.core.MultiMap;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Which web pages may call a route (S-70). Credentials are never allowed together with any origin.
 *
 * @param origins exact, lower case, or {@code *} alone
 * @param methods the route's, as the preflight answer lists them
 */
public record Cors(Set<String> origins, String methods) {
    private static final CharSequence ORIGIN = HttpHeaders.createOptimized("origin");
    private static final CharSequence REQUEST_METHOD =
            HttpHeaders.createOptimized("access-control-request-method");
    private static final CharSequence REQUEST_HEADERS =
            HttpHeaders.createOptimized("access-control-request-headers");
    private static final CharSequence ALLOW_ORIGIN =
            HttpHeaders.createOptimized("access-control-allow-origin");
    private static final CharSequence VARY = HttpHeaders.createOptimized("vary");

    /** The origin as the answer names it, or null where the request has none that is allowed. */
    private @Nullable String allowed(RequestHead head) {
        CharSequence origin = head.fields().get(ORIGIN);
        if (origin == null) {
            return null;
        }
        return origins.contains("*")
                ? "*"
                : origins.contains(origin.toString()) ? origin.toString() : null;
    }

    public static boolean isPreflight(RequestHead head) {
        return head.method().equals(HttpMethod.OPTIONS)
                && head.fields().get(ORIGIN) != null
                && head.fields().get(REQUEST_METHOD) != null;
    }

    /** Whether a page of the request's origin may know that the route is there (S-68). */
    public boolean allows(RequestHead head) {
        return allowed(head) != null;
    }

    /**
     * The answer to a preflight, which never reaches the upstream; to an origin that is not allowed
     * it grants nothing.
     */
    public OwnAnswer preflight(RequestHead head) {
        Fields fields = new Fields();
        String origin = allowed(head);
        fields.add(VARY, "Origin");
        if (origin != null) {
            fields.add(ALLOW_ORIGIN, origin);
            fields.add("access-control-allow-methods", methods);
            fields.add("access-control-max-age", "600");
            CharSequence wanted = head.fields().get(REQUEST_HEADERS);
            if (wanted != null) {
                fields.add("access-control-allow-headers", wanted);
            }
        }
        return new OwnAnswer(204, fields);
    }

    /** Lets the page of an allowed origin read the answer, a refusal too. */
    public void permit(RequestHead head, MultiMap response) {
        response.set(ALLOW_ORIGIN, Objects.requireNonNull(allowed(head)));
    }

    /** Keeps caches from giving a stored answer to the page of another origin. */
    public static void vary(HttpServerResponse response) {
        response.headers().add(VARY, "Origin");
    }
}
