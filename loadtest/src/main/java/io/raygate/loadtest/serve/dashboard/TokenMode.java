package io.raygate.loadtest.serve.dashboard;

import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * Ray's token mode: the first of three places that holds anything decides, so that a wrong first
 * hides a right second.
 */
final class TokenMode {
    private static final String COOKIE = "ray-authentication-token";

    private final @Nullable String token;

    /** {@code token} null switches the mode off. */
    TokenMode(@Nullable String token) {
        this.token = token;
    }

    /** What Ray answers to a caller. */
    enum Verdict {
        WELCOME,
        MISSING,
        WRONG
    }

    Verdict judge(HttpServerRequest request) {
        if (token == null) {
            return Verdict.WELCOME;
        }
        String shown = shown(request);
        if (shown.isEmpty()) {
            return Verdict.MISSING;
        }
        return shown.equals("Bearer " + token) ? Verdict.WELCOME : Verdict.WRONG;
    }

    private static String shown(HttpServerRequest request) {
        @Nullable String standard = request.getHeader("authorization");
        if (standard != null && !standard.isEmpty()) {
            return standard;
        }
        @Nullable String own = request.getHeader("x-ray-authorization");
        if (own != null && !own.isEmpty()) {
            return own;
        }
        var cookie = request.getCookie(COOKIE);
        return cookie == null ? "" : "Bearer " + cookie.getValue();
    }

    boolean isOn() {
        return token != null;
    }
}
