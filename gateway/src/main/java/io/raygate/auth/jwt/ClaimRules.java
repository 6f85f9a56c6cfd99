package io.raygate.auth.jwt;

import io.raygate.json.Json;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What must be true of the claims of a verified token (S-48, S-51), all but its expiry: that is
 * asked last, and again on each use. Times are wall-clock seconds, as in the claims.
 */
final class ClaimRules {
    private static final int MOST_AUDIENCES = 20;
    private static final int LONGEST_SUBJECT = 255;

    /** RFC 9068, section 2.2. */
    private static final List<String> REQUIRED_BY_PROFILE =
            List.of("iss", "exp", "aud", "sub", "client_id", "iat", "jti");

    private final JwtIssuer issuer;
    private final double now;
    private final double skew;

    ClaimRules(JwtIssuer issuer, long nowMillis) {
        this.issuer = issuer;
        this.now = nowMillis / 1e3;
        this.skew = issuer.skew().toMillis() / 1e3;
    }

    /** The value of {@code exp}. */
    Checked<Double> check(UnverifiedToken token) {
        Json.Members claims = token.claims();
        String fault = identity(claims);
        fault = fault == null && issuer.rfc9068() ? profile(token) : fault;
        fault = fault == null && !isAudience(claims.get("aud")) ? "aud not ours" : fault;
        return fault == null ? times(claims) : Checked.failed(fault);
    }

    /** Whether the token is to become valid later: the one fault that waiting mends. */
    boolean isEarly(Json.Members claims) {
        return time(claims, "nbf", now) > now + skew || time(claims, "iat", now) > now + skew;
    }

    private static @Nullable String identity(Json.Members claims) {
        String subject = claims.text("sub");
        if (claims.has("sub") && (subject == null || subject.length() > LONGEST_SUBJECT)) {
            return "sub is not a string of at most 255";
        }
        String id = claims.text("jti");
        if (claims.has("jti") && (id == null || !HeaderSafe.is(id))) {
            return "jti not safe as a header value";
        }
        return null;
    }

    private static @Nullable String profile(UnverifiedToken token) {
        if (!token.header().accessToken()) {
            return "typ is not at+jwt";
        }
        for (String name : REQUIRED_BY_PROFILE) {
            if (!token.claims().has(name)) {
                return "claim missing that RFC 9068 requires: " + name;
            }
        }
        return token.claims().text("client_id") == null ? "client_id is no string" : null;
    }

    /** S-51: a string, or 1 to 20 strings. */
    private boolean isAudience(@Nullable Json aud) {
        return switch (aud) {
            case Json.Text(var one) -> issuer.audiences().contains(one);
            case Json.Items(var many) -> isAudience(many);
            case null, default -> false;
        };
    }

    private boolean isAudience(List<Json> many) {
        boolean ours = false;
        for (Json one : many) {
            if (!(one instanceof Json.Text(var text))) {
                return false;
            }
            ours |= issuer.audiences().contains(text);
        }
        return ours && many.size() <= MOST_AUDIENCES;
    }

    private Checked<Double> times(Json.Members claims) {
        if (!isTime(claims, "exp") || !isTime(claims, "nbf") || !isTime(claims, "iat")) {
            return Checked.failed("exp, nbf or iat is no finite number");
        }
        if (!claims.has("exp")) {
            return Checked.failed("exp missing");
        }
        double exp = time(claims, "exp", now);
        return exp - time(claims, "iat", now) <= issuer.maxLifetime().toMillis() / 1e3
                ? Checked.passed(exp)
                : Checked.failed("lives longer than allowed");
    }

    private static boolean isTime(Json.Members claims, String name) {
        return !claims.has(name)
                || (claims.get(name) instanceof Json.Numeral(var value) && Double.isFinite(value));
    }

    private static double time(Json.Members claims, String name, double otherwise) {
        return claims.get(name) instanceof Json.Numeral(var value) ? value : otherwise;
    }
}
