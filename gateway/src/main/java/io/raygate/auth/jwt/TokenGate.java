package io.raygate.auth.jwt;

import io.raygate.json.Json;
import io.raygate.json.JsonReader;
import java.nio.charset.StandardCharsets;

/**
 * The strict parse before any key is chosen: size, shape, encoding, JSON, header (S-44 to S-49).
 * Pure; never throws.
 */
final class TokenGate {
    /** Characters; security.md, section 21. */
    static final int LONGEST = 16 * 1024;

    /** Of one object or array; security.md, section 21. */
    private static final int MEMBERS = 100;

    private TokenGate() {}

    static Checked<UnverifiedToken> open(String token) {
        if (token.length() > LONGEST) {
            return Checked.failed("longer than 16 KiB");
        }
        int first = token.indexOf('.');
        int second = token.indexOf('.', first + 1);
        boolean three =
                first > 0
                        && second > first + 1
                        && second < token.length() - 1
                        && token.indexOf('.', second + 1) < 0;
        return three ? decode(token, first, second) : Checked.failed("not three parts");
    }

    private static Checked<UnverifiedToken> decode(String token, int first, int second) {
        byte[] header = Base64Url.decode(token, 0, first);
        byte[] claims = Base64Url.decode(token, first + 1, second);
        byte[] signature = Base64Url.decode(token, second + 1, token.length());
        if (header == null || claims == null || signature == null) {
            return Checked.failed("not canonical base64url");
        }
        Json.Members headerJson = JsonReader.object(header, MEMBERS);
        Json.Members claimsJson = JsonReader.object(claims, MEMBERS);
        if (headerJson == null || claimsJson == null) {
            return Checked.failed("header or claims not one strict JSON object");
        }
        byte[] signed = token.substring(0, second).getBytes(StandardCharsets.US_ASCII);
        return TokenHeader.of(headerJson)
                .then(
                        read ->
                                Checked.passed(
                                        new UnverifiedToken(read, claimsJson, signed, signature)));
    }
}
