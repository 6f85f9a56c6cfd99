package io.raygate.auth.jwt;

import io.raygate.json.Json;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What is taken from a JOSE header: an algorithm known here, the key's name, and whether it says
 * that the token is an access token. Keys and addresses in it ({@code jwk jku x5u x5c x5t}) are
 * never looked at (S-47).
 */
record TokenHeader(Algorithm algorithm, @Nullable String kid, boolean accessToken) {

    /** S-47; {@code cty} marks a nested token (S-44). */
    private static final Set<String> REFUSED = Set.of("crit", "b64", "zip", "enc", "cty");

    private static final Set<String> TYPES = Set.of("jwt", "at+jwt", "application/at+jwt");

    static Checked<TokenHeader> of(Json.Members header) {
        for (String name : REFUSED) {
            if (header.has(name)) {
                return Checked.failed("header member not taken: " + name);
            }
        }
        String alg = header.text("alg");
        Algorithm algorithm = alg == null ? null : Algorithm.of(alg);
        if (algorithm == null) {
            return Checked.failed("alg missing or not known");
        }
        String kid = header.text("kid");
        if (header.has("kid") && (kid == null || !Jwk.isKid(kid))) {
            return Checked.failed("kid is not a string of 1 to 128 bytes without controls");
        }
        return type(header).then(type -> Checked.passed(header(algorithm, kid, type)));
    }

    private static TokenHeader header(Algorithm algorithm, @Nullable String kid, String type) {
        return new TokenHeader(algorithm, kid, type.endsWith("at+jwt"));
    }

    /** Media types compare without regard to case (RFC 7515, section 4.1.9). */
    private static Checked<String> type(Json.Members header) {
        if (!header.has("typ")) {
            return Checked.passed("");
        }
        String typ = String.valueOf(header.text("typ")).toLowerCase(Locale.ROOT);
        return TYPES.contains(typ) ? Checked.passed(typ) : Checked.failed("typ not taken");
    }
}
