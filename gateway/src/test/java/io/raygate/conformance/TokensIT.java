package io.raygate.conformance;

import static io.raygate.conformance.CredentialGateway.CORP;
import static io.raygate.conformance.CredentialGateway.EC;
import static io.raygate.conformance.CredentialGateway.PARTNER;
import static io.raygate.conformance.CredentialGateway.PATHS;
import static io.raygate.conformance.CredentialGateway.RSA;
import static io.raygate.conformance.CredentialGateway.SECRET;
import static io.raygate.conformance.CredentialGateway.SHARED;
import static io.raygate.conformance.CredentialGateway.THEIRS;
import static io.raygate.conformance.CredentialGateway.claims;
import static io.raygate.conformance.CredentialGateway.code;
import static io.raygate.conformance.CredentialGateway.seen;
import static io.raygate.conformance.CredentialGateway.shown;
import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.SigningKey;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** S-43 to S-57 from outside: tokens through a whole gateway, one case a row. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TokensIT {
    @TempDir private static Path folder;

    private static CredentialGateway gateway;

    @BeforeAll
    static void start() throws IOException {
        gateway = new CredentialGateway(folder);
    }

    @AfterAll
    static void end() {
        gateway.close();
    }

    private static String good(String more) {
        return EC.sign(claims(CORP, "acme", more));
    }

    /** S-46. */
    @Test
    void takesATokenOfEachKindOfKey() {
        for (SigningKey key : List.of(RSA, EC, CredentialGateway.EDWARDS)) {
            String token = key.sign(claims(CORP, "acme", ""));
            assertThat(code(gateway.bear("/both", token))).isEqualTo("200 ");
        }
    }

    /** S-29, S-32: each identity field exactly once, and no credential. */
    @Test
    void theUpstreamSeesWhoCallsAndNotHow() {
        String token = good(",\"jti\":\"t-1\"");
        HttpResponse<String> response =
                gateway.send(
                        "/both",
                        "authorization: bEaReR " + token,
                        "X-Raygate-Scopes: admin",
                        "X-Raygate-Credential: forged");
        assertThat(seen(response, "X-Raygate-Tenant")).containsExactly("acme");
        assertThat(seen(response, "X-Raygate-Principal")).containsExactly("alice");
        assertThat(seen(response, "X-Raygate-Scopes")).containsExactly("infer");
        assertThat(seen(response, "X-Raygate-Credential")).containsExactly("t-1");
        assertThat(seen(response, "Authorization")).isEmpty();
        assertThat(response.body()).doesNotContain(token);
    }

    static Stream<Arguments> badTokens() {
        String good = good("");
        String[] part = good.split("\\.", -1);
        String claims = claims(CORP, "acme", "");
        long now = Instant.now().getEpochSecond();
        return Stream.of(
                Arguments.of("unsigned", part[0] + "." + part[1] + "."),
                Arguments.of(
                        "alg none", SigningKey.encode("{\"alg\":\"none\"}") + "." + part[1] + "."),
                Arguments.of("another key", SigningKey.generate("ec", "ES256").sign(claims)),
                Arguments.of("another issuer's key", THEIRS.sign(claims)),
                Arguments.of("unknown kid", SigningKey.generate("new", "ES256").sign(claims)),
                Arguments.of("no kid", EC.sign("{\"alg\":\"ES256\"}", claims)),
                Arguments.of("crit", EC.sign(header(",\"crit\":[\"exp\"]"), claims)),
                Arguments.of("zip", EC.sign(header(",\"zip\":\"DEF\""), claims)),
                Arguments.of("another typ", EC.sign(header(",\"typ\":\"logout+jwt\""), claims)),
                Arguments.of(
                        "its own key", EC.sign(header(",\"jwk\":{},\"alg\":\"ES256\""), claims)),
                Arguments.of("public key as secret", confused(claims)),
                Arguments.of("unknown issuer", EC.sign(claims("https://evil", "acme", ""))),
                Arguments.of("another audience", EC.sign(claims.replace("raygate", "other"))),
                Arguments.of("two exp", EC.sign(claims(CORP, "acme", ",\"exp\":" + (now + 60)))),
                Arguments.of("early", good(",\"nbf\":" + (now + 3600))),
                Arguments.of("header split", good(",\"jti\":\"a\\r\\nX-Evil: 1\"")),
                Arguments.of("claims no object", EC.sign("[]")),
                Arguments.of("claims cut", EC.sign(claims.substring(0, 40))),
                Arguments.of("four parts", good + ".AAAA"),
                Arguments.of("five parts", good + ".AAAA.AAAA"),
                Arguments.of("padding", good + "="),
                Arguments.of("two parts", part[0] + "." + part[1]),
                Arguments.of("dots", "..."),
                Arguments.of("nested", EC.sign(header(",\"cty\":\"JWT\""), claims)));
    }

    private static String header(String more) {
        return "{\"alg\":\"ES256\",\"kid\":\"ec\"" + more + "}";
    }

    /** RFC 8725, 2.1: the public key's text used as an HMAC secret. */
    private static String confused(String claims) {
        String header = "{\"alg\":\"HS256\",\"kid\":\"rsa\"}";
        return mac(header, claims, RSA.jwk());
    }

    private static String mac(String header, String claims, String secret) {
        String signed = SigningKey.encode(header) + "." + SigningKey.encode(claims);
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            byte[] code = mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII));
            return signed + "." + Base64.getUrlEncoder().withoutPadding().encodeToString(code);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** S-68: and alike on every path, whatever that path would take. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("badTokens")
    void refusesABadTokenAlikeOnEveryPath(String name, String token) {
        HttpResponse<String> first = gateway.bear(PATHS.getFirst(), token);
        assertThat(code(first)).isEqualTo("401 invalid_token");
        assertThat(first.headers().firstValue("www-authenticate"))
                .contains("Bearer realm=\"raygate\", error=\"invalid_token\"");
        for (String path : PATHS) {
            assertThat(shown(gateway.bear(path, token))).isEqualTo(shown(first));
        }
    }

    /** S-51. */
    @Test
    void tellsAnExpiredTokenAlikeOnEveryPath() {
        long now = Instant.now().getEpochSecond();
        String claims =
                claims(CORP, "acme", "")
                        .replaceAll("\"iat\":\\d+,\"exp\":\\d+", "\"exp\":" + (now - 60));
        String token = EC.sign(claims);
        for (String path : PATHS) {
            assertThat(code(gateway.bear(path, token))).isEqualTo("401 token_expired");
        }
    }

    /** S-47: neither a key nor an address in the header is ever used to verify. */
    @Test
    void aTokenCannotBringItsOwnKey() {
        SigningKey own = SigningKey.generate("ec", "ES256");
        String claims = claims(CORP, "acme", "");
        for (String member :
                List.of(
                        "\"jwk\":" + own.jwk(),
                        "\"jku\":\"http://127.0.0.1:1/keys\"",
                        "\"x5u\":\"http://127.0.0.1:1/chain\"",
                        "\"x5c\":[\"AAAA\"]",
                        "\"x5t\":\"AAAA\"")) {
            String header = header("," + member);
            assertThat(code(gateway.bear("/both", own.sign(header, claims))))
                    .as(member)
                    .isEqualTo("401 invalid_token");
            assertThat(code(gateway.bear("/both", EC.sign(header, claims))))
                    .as(member)
                    .isEqualTo("200 ");
        }
    }

    /** S-46: HS* for the issuer with a secret, and for no other. */
    @Test
    void takesAnHmacOfTheSharedSecretOnly() {
        String header = "{\"alg\":\"HS256\"}";
        assertThat(code(gateway.bear("/both", mac(header, claims(SHARED, "acme", ""), SECRET))))
                .isEqualTo("200 ");
        assertThat(
                        code(
                                gateway.bear(
                                        "/both",
                                        mac(header, claims(SHARED, "acme", ""), SECRET + "x"))))
                .isEqualTo("401 invalid_token");
        assertThat(code(gateway.bear("/both", mac(header, claims(CORP, "acme", ""), SECRET))))
                .isEqualTo("401 invalid_token");
        assertThat(code(gateway.bear("/both", EC.sign(claims(SHARED, "acme", "")))))
                .isEqualTo("401 invalid_token");
    }

    /** S-52, S-68: 404 before 403 before 405. */
    @Test
    void aGoodTokenGetsWhatItsTenantAndScopesAreGranted() {
        String unscoped = EC.sign(claims(CORP, "acme", "").replace("infer", "other"));
        assertThat(code(gateway.bear("/tokens", unscoped))).isEqualTo("403 insufficient_scope");
        assertThat(code(gateway.bear("/foreign", unscoped))).isEqualTo("404 not_found");
        assertThat(code(gateway.bear("/nowhere", unscoped))).isEqualTo("404 not_found");
        assertThat(code(gateway.delete("/foreign", unscoped))).isEqualTo("404 not_found");
        String unlisted = THEIRS.sign(claims(PARTNER, "acme", ""));
        for (String token : List.of(unscoped, unlisted)) {
            assertThat(shown(gateway.bear("/foreign", token)))
                    .isEqualTo(shown(gateway.bear("/nowhere", token)));
        }
        for (String path : PATHS) {
            String stranger = EC.sign(claims(CORP, "nobody", ""));
            assertThat(code(gateway.bear(path, stranger))).isEqualTo("403 tenant_unknown");
            assertThat(shown(gateway.bear(path, stranger)))
                    .isEqualTo(shown(gateway.bear("/nowhere", stranger)));
        }
    }

    /** S-56, S-98: a key that left the set opens nothing, not even for a remembered token. */
    @Test
    void aKeyThatLeavesTheSetStopsWorkingWithTheReload() throws IOException {
        String token = THEIRS.sign(claims(PARTNER, "acme", ""));
        assertThat(code(gateway.bear("/partners", token))).isEqualTo("200 ");
        SigningKey next = SigningKey.generate("next", "ES256");
        gateway.partnersKeys(next);
        String other = next.sign(claims(PARTNER, "acme", ""));
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> code(gateway.bear("/partners", other)).equals("200 "));
        assertThat(code(gateway.bear("/partners", token))).isEqualTo("401 invalid_token");
        gateway.partnersKeys(THEIRS);
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> code(gateway.bear("/partners", token)).equals("200 "));
    }
}
