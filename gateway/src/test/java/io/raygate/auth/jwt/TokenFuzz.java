package io.raygate.auth.jwt;

import io.raygate.auth.Principal;
import io.raygate.exchange.Decision;
import io.raygate.json.Json;
import io.raygate.json.JsonReader;
import io.raygate.testing.Heads;
import io.vertx.core.json.JsonObject;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.EnumSet;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Fuzz target: tokens of arbitrary octets, then arbitrary claims behind a good signature, so that
 * every rule is reached (S-44 to S-52, S-108). Nothing may throw, whatever is read must be what
 * another parser reads, and no principal may hold what splits a header field.
 */
public final class TokenFuzz {
    private static final byte[] HEADER = "{\"alg\":\"HS256\"}".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] SECRET = new byte[32];
    private static final Corp CORP = new Corp();
    private static final JwtAuthenticator AUTHENTICATOR = authenticator();

    private TokenFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String raw = new String(data, StandardCharsets.ISO_8859_1);
        judge(AUTHENTICATOR.authenticate(Heads.bearing(raw)));
        compare(data);
        int end = indexOfZero(data);
        byte[] header = Arrays.copyOf(data, end);
        byte[] claims = Arrays.copyOfRange(data, Math.min(end + 1, data.length), data.length);
        judge(AUTHENTICATOR.authenticate(Heads.bearing(signed(header, claims))));
        judge(AUTHENTICATOR.authenticate(Heads.bearing(signed(HEADER, data))));
    }

    private static JwtAuthenticator authenticator() {
        EnumSet<Algorithm> algorithms = EnumSet.of(Algorithm.HS256);
        KeySet keys = ((KeySetResult.Good) KeySet.ofSecret(SECRET, algorithms)).set();
        JwtIssuer corp = Corp.issuer(keys, false, false);
        return CORP.authenticator(
                new JwtIssuer(
                        corp.id(),
                        corp.iss(),
                        corp.audiences(),
                        algorithms,
                        corp.skew(),
                        corp.maxLifetime(),
                        false,
                        false,
                        keys,
                        new ClaimMapping("org.tenant", "sub", "scope")));
    }

    private static void judge(Decision<Principal> decision) {
        switch (decision) {
            case Decision.Refuse<Principal>(var rejection) ->
                    check(rejection.code().status() < 500, "a server error");
            case Decision.Proceed<Principal>(var principal) -> {
                check(isSafe(principal.name()), "an unsafe name");
                check(isSafe(principal.credential()), "an unsafe id");
                check(principal.scopes().stream().allMatch(TokenFuzz::isSafe), "an unsafe scope");
            }
            default -> throw new IllegalStateException("neither a refusal nor a principal");
        }
    }

    /** Jackson is laxer here and there, never stricter: what we read, it reads. */
    private static void compare(byte[] data) {
        Json.Members members = JsonReader.object(data, 100);
        if (members != null) {
            JsonObject other = new JsonObject(new String(data, StandardCharsets.UTF_8));
            check(other.fieldNames().equals(members.values().keySet()), "other members");
        }
    }

    private static boolean isSafe(String value) {
        return value.chars().allMatch(c -> c > ' ' && c < 0x7f && c != ',' && c != ';');
    }

    private static String signed(byte[] header, byte[] claims) {
        Base64.Encoder base64 = Base64.getUrlEncoder().withoutPadding();
        String signed = base64.encodeToString(header) + "." + base64.encodeToString(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(SECRET, "HmacSHA256"));
            byte[] code = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + base64.encodeToString(code);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int indexOfZero(byte[] data) {
        int end = 0;
        while (end < data.length && data[end] != 0) {
            end++;
        }
        return end;
    }

    private static void check(boolean holds, String otherwise) {
        if (!holds) {
            throw new IllegalStateException(otherwise);
        }
    }
}
