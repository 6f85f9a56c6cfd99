package io.raygate.auth.jwt;

import io.raygate.json.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.StringTokenizer;
import org.jspecify.annotations.Nullable;

/**
 * Where in the claims tenant, principal and scopes stand. A path is the name of a claim, or names
 * joined by dots that lead through nested objects; the name as it stands is tried first, since
 * claims are also named by addresses.
 */
public record ClaimMapping(String tenant, String principal, String scopes) {

    /** The registered claims (RFC 7519, RFC 8693). */
    public static final ClaimMapping STANDARD = new ClaimMapping("tenant", "sub", "scope");

    /** What was read, every text safe as a header value. */
    record Identity(String tenant, String principal, Set<String> scopes) {}

    Checked<Identity> read(Json.Members claims) {
        if (!(at(claims, tenant) instanceof Json.Text(var tenantId))) {
            return Checked.failed("tenant claim missing or no string");
        }
        if (!(at(claims, principal) instanceof Json.Text(var name)) || !HeaderSafe.is(name)) {
            return Checked.failed("principal claim missing or not safe as a header value");
        }
        return scopes(claims)
                .then(granted -> Checked.passed(new Identity(tenantId, name, granted)));
    }

    /**
     * S-52: a string of words or an array of strings; {@code scp} where {@code scope} is absent.
     */
    private Checked<Set<String>> scopes(Json.Members claims) {
        Json value = at(claims, scopes);
        if (value == null && scopes.equals(STANDARD.scopes)) {
            value = claims.get("scp");
        }
        Set<String> granted = new LinkedHashSet<>();
        boolean good =
                switch (value) {
                    case null -> true;
                    case Json.Text(var words) -> split(words, granted);
                    case Json.Items(var items) -> collect(items, granted);
                    default -> false;
                };
        return good ? Checked.passed(granted) : Checked.failed("scopes claim not taken");
    }

    private static boolean split(String words, Set<String> granted) {
        StringTokenizer tokenizer = new StringTokenizer(words, " ");
        while (tokenizer.hasMoreTokens()) {
            if (!grant(tokenizer.nextToken(), granted)) {
                return false;
            }
        }
        return true;
    }

    private static boolean collect(List<Json> items, Set<String> granted) {
        for (Json item : items) {
            if (!(item instanceof Json.Text(var scope)) || !grant(scope, granted)) {
                return false;
            }
        }
        return true;
    }

    private static boolean grant(String scope, Set<String> granted) {
        granted.add(scope);
        return HeaderSafe.is(scope);
    }

    private static @Nullable Json at(Json.Members claims, String path) {
        Json whole = claims.get(path);
        int dot = path.indexOf('.');
        if (whole != null || dot < 0) {
            return whole;
        }
        return claims.get(path.substring(0, dot)) instanceof Json.Members inner
                ? at(inner, path.substring(dot + 1))
                : null;
    }
}
