package io.raygate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.CredentialHash;
import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.loadtest.serve.ServeOptions;
import io.raygate.loadtest.serve.SimulatedServe;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.SigningKey;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S-43 to S-68 from outside: credentials through a whole gateway, one case a row. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class CredentialsIT {
    private static final Vertx VERTX = Vertx.vertx();
    private static final KeyGenerator KEYS = new KeyGenerator(new SecureRandom());
    private static final String CORP = "https://login.example.com";
    private static final String PARTNER = "https://partner.example.com";
    private static final String SHARED = "https://shared.example.com";
    private static final SigningKey RSA = SigningKey.generate("rsa", "RS256");
    private static final SigningKey EC = SigningKey.generate("ec", "ES256");
    private static final SigningKey EDWARDS = SigningKey.generate("ed", "EdDSA");
    private static final SigningKey THEIRS = SigningKey.generate("ec", "ES256");
    private static final String SECRET = "a secret that both sides know: 32+";

    /** Every path in order: served to both kinds, to tokens, to keys, to nobody, and none. */
    private static final List<String> PATHS =
            List.of("/both", "/tokens", "/keys", "/partners", "/foreign", "/nowhere");

    private static final Map<String, String> API_KEYS = new TreeMap<>();

    @TempDir private static Path folder;

    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws IOException {
        SimulatedServe serve =
                SimulatedServe.start(VERTX, ServeOptions.named("stable", "v1")).await();
        Files.write(folder.resolve("corp.jwks"), SigningKey.jwks(RSA, EC, EDWARDS));
        Files.write(folder.resolve("partner.jwks"), SigningKey.jwks(THEIRS));
        Files.writeString(folder.resolve("secret"), SECRET);
        Files.writeString(folder.resolve("tenants.yaml"), tenants());
        gateway = GatewayUnderTest.start(configuration(serve.httpPort()));
        assertThat(gateway.get("/both").statusCode()).isEqualTo(200);
    }

    @AfterAll
    static void end() {
        gateway.close();
        VERTX.close().await();
    }

    private static String tenants() {
        return """
            tenants:
              initech:
                keys:
                  expired: {hash: "%s", expires: 2020-01-01T00:00:00Z}
                  local: {hash: "%s", allowedCidrs: [127.0.0.0/8], scopes: [infer]}
                  elsewhere: {hash: "%s", allowedCidrs: [192.0.2.0/24]}
                  routed: {hash: "%s", routes: [keys]}
                  bound: {hash: "%s", environment: live}
              umbrella: {suspended: true, keys: {any: {hash: "%s"}}}
            """
                .formatted(
                        hash("expired"),
                        hash("local"),
                        hash("elsewhere"),
                        hash("routed"),
                        hash("bound"),
                        hash("suspended"));
    }

    private static String hash(String name) {
        String key = KEYS.next("rg", "test");
        API_KEYS.put(name, key);
        return new CredentialHash().of(key.getBytes(StandardCharsets.US_ASCII)).text();
    }

    private static String configuration(int port) {
        return """
            include: ["%1$s/tenants.yaml"]
            auth:
              throttle: off
              jwt:
                corp: {issuer: "%2$s", audiences: [raygate], algorithms: [RS256, ES256, EdDSA], jwks: {file: "%1$s/corp.jwks"}}
                partner: {issuer: "%3$s", audiences: [raygate], jwks: {file: "%1$s/partner.jwks"}}
                shared: {issuer: "%4$s", audiences: [raygate], secret: {file: "%1$s/secret"}}
            clusters:
              stable: {endpoints: [http://127.0.0.1:%5$d], health: {path: /echo, interval: 1s}}
            routes:
              both: {match: {path: /both}, auth: [jwt.corp, jwt.shared, apiKeys], tenants: all, rewrite: {prefix: /echo}, split: {weights: {stable: 1}}}
              tokens: {match: {path: /tokens}, auth: [jwt.corp], tenants: all, scopes: [infer], rewrite: {prefix: /echo}, split: {weights: {stable: 1}}}
              keys: {match: {path: /keys}, auth: [apiKeys], tenants: all, rewrite: {prefix: /echo}, split: {weights: {stable: 1}}}
              partners: {match: {path: /partners}, auth: [jwt.partner], tenants: all, rewrite: {prefix: /echo}, split: {weights: {stable: 1}}}
              foreign: {match: {path: /foreign, methods: [GET]}, auth: [jwt.corp, apiKeys], tenants: [globex], split: {weights: {stable: 1}}}
            """
                .formatted(folder, CORP, PARTNER, SHARED, port);
    }

    private static String claims(String iss, String tenant, String more) {
        long now = Instant.now().getEpochSecond();
        return """
            {"iss":"%s","aud":"raygate","sub":"alice","tenant":"%s","scope":"infer","iat":%d,"exp":%d%s}"""
                .formatted(iss, tenant, now, now + 600, more);
    }

    private static String good(String more) {
        return EC.sign(claims(CORP, "acme", more));
    }

    private static HttpResponse<String> bear(String path, String credential) {
        return gateway.send(
                gateway.anonymous(path).header("Authorization", "Bearer " + credential));
    }

    private static HttpResponse<String> key(String path, String name) {
        return gateway.send(gateway.anonymous(path).header("X-API-Key", API_KEYS.get(name)));
    }

    private static String code(HttpResponse<String> response) {
        return response.statusCode()
                + " "
                + response.headers().firstValue("x-raygate-code").orElse("");
    }

    /** What a refusal says, but for what is the request's own. */
    private static String shown(HttpResponse<String> response) {
        JsonObject body = new JsonObject(response.body());
        body.remove("instance");
        body.remove("request_id");
        Map<String, List<String>> fields = new TreeMap<>(response.headers().map());
        fields.keySet()
                .removeIf(name -> name.toLowerCase(Locale.ROOT).matches("x-request-id|date"));
        fields.remove("content-length");
        return response.statusCode() + " " + fields + body;
    }

    private static List<String> seen(HttpResponse<String> response, String name) {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new JsonObject(response.body())
                .getJsonArray("headers").stream()
                        .map(JsonArray.class::cast)
                        .filter(field -> field.getString(0).equalsIgnoreCase(name))
                        .map(field -> field.getString(1))
                        .toList();
    }

    /** S-46. */
    @Test
    void takesATokenOfEachKindOfKey() {
        for (SigningKey key : List.of(RSA, EC, EDWARDS)) {
            String token = key.sign(claims(CORP, "acme", ""));
            assertThat(code(bear("/both", token))).isEqualTo("200 ");
        }
    }

    /** S-29, S-32: each identity field exactly once, and no credential. */
    @Test
    void theUpstreamSeesWhoCallsAndNotHow() {
        String token = good(",\"jti\":\"t-1\"");
        HttpRequest.Builder request =
                gateway.anonymous("/both")
                        .header("authorization", "bEaReR " + token)
                        .header("X-Raygate-Scopes", "admin")
                        .header("X-Raygate-Credential", "forged");
        HttpResponse<String> response = gateway.send(request);
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
        HttpResponse<String> first = bear(PATHS.getFirst(), token);
        assertThat(code(first)).isEqualTo("401 invalid_token");
        assertThat(first.headers().firstValue("www-authenticate"))
                .contains("Bearer realm=\"raygate\", error=\"invalid_token\"");
        for (String path : PATHS) {
            assertThat(shown(bear(path, token))).isEqualTo(shown(first));
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
            assertThat(code(bear(path, token))).isEqualTo("401 token_expired");
        }
    }

    /** S-66, S-61. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    a key and a token             | Authorization: Bearer KEY   | X-API-Key: KEY
                    twice the same key            | X-API-Key: KEY              | X-API-Key: KEY
                    twice the same bearer         | Authorization: Bearer TOKEN | Authorization: Bearer TOKEN
                    a good one and rubbish        | Authorization: Bearer TOKEN | X-API-Key: rubbish
                    Basic beside a good key       | Authorization: Basic YTpi   | X-API-Key: KEY
                    """)
    void refusesSeveralCredentials(String name, String one, String two) {
        for (String path : PATHS) {
            HttpRequest.Builder request = gateway.anonymous(path);
            for (String line : List.of(one, two)) {
                String field = line.replace("KEY", gateway.key()).replace("TOKEN", good(""));
                String[] parts =
                        field.replace("X-API-" + gateway.key(), "X-API-Key").split(": ", 2);
                request.header(parts[0], parts[1]);
            }
            assertThat(code(gateway.send(request))).isEqualTo("400 multiple_credentials");
        }
    }

    /** S-43, S-61. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "Authorization: Basic KEY",
                "Authorization: KEY",
                "Authorization: Token KEY",
                "Authorization: BearerKEY",
                "Authorization: Bearer",
                "Cookie: Authorization=KEY; api_key=KEY; ray-authentication-token=KEY",
                "Proxy-Authorization: Bearer KEY",
                "X-Ray-Authorization: Bearer KEY",
                "X-Authorization: Bearer KEY",
                "X-API-Token: KEY",
                "Api-Key: KEY"
            })
    void takesACredentialInNoOtherPlace(String line) {
        String[] parts = line.replace("KEY", gateway.key()).split(": ", 2);
        String path = "/both?api_key=" + gateway.key() + "&access_token=" + good("");
        HttpResponse<String> response =
                gateway.send(gateway.anonymous(path).header(parts[0], parts[1]));
        assertThat(code(response)).isEqualTo("401 authentication_required");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer  KEY", "Bearer \tKEY", "Bearer KEY KEY", "Bearer KEY,KEY"})
    void takesOneBlankAndOneKey(String value) {
        HttpRequest.Builder request =
                gateway.anonymous("/both")
                        .header("Authorization", value.replace("KEY", gateway.key()));
        assertThat(code(gateway.send(request))).isEqualTo("401 invalid_api_key");
    }

    /** S-51, S-68: good, but not of a method that the route lists. */
    @Test
    void refusesACredentialThatTheRouteDoesNotList() {
        String partner = THEIRS.sign(claims(PARTNER, "acme", ""));
        assertThat(code(bear("/partners", partner))).isEqualTo("200 ");
        assertThat(code(bear("/tokens", partner))).isEqualTo("401 invalid_token");
        assertThat(code(bear("/keys", good("")))).isEqualTo("401 invalid_token");
        assertThat(code(bear("/tokens", gateway.key()))).isEqualTo("401 invalid_api_key");
        assertThat(code(bear("/tokens", good("")))).isEqualTo("200 ");
        assertThat(code(bear("/keys", gateway.key()))).isEqualTo("200 ");
    }

    /** S-46: HS* for the issuer with a secret, and for no other. */
    @Test
    void takesAnHmacOfTheSharedSecretOnly() {
        String header = "{\"alg\":\"HS256\"}";
        assertThat(code(bear("/both", mac(header, claims(SHARED, "acme", ""), SECRET))))
                .isEqualTo("200 ");
        assertThat(code(bear("/both", mac(header, claims(SHARED, "acme", ""), SECRET + "x"))))
                .isEqualTo("401 invalid_token");
        assertThat(code(bear("/both", mac(header, claims(CORP, "acme", ""), SECRET))))
                .isEqualTo("401 invalid_token");
        assertThat(code(bear("/both", EC.sign(claims(SHARED, "acme", "")))))
                .isEqualTo("401 invalid_token");
    }

    /** S-52, S-68: 404 before 403 before 405. */
    @Test
    void aGoodTokenGetsWhatItsTenantAndScopesAreGranted() {
        String unscoped = EC.sign(claims(CORP, "acme", "").replace("infer", "other"));
        assertThat(code(bear("/tokens", unscoped))).isEqualTo("403 insufficient_scope");
        assertThat(code(bear("/foreign", unscoped))).isEqualTo("404 not_found");
        assertThat(code(bear("/nowhere", unscoped))).isEqualTo("404 not_found");
        HttpRequest.Builder delete =
                gateway.anonymous("/foreign").header("Authorization", "Bearer " + unscoped);
        assertThat(code(gateway.send(delete.DELETE()))).isEqualTo("404 not_found");
        for (String path : PATHS) {
            String stranger = EC.sign(claims(CORP, "nobody", ""));
            assertThat(code(bear(path, stranger))).isEqualTo("403 tenant_unknown");
        }
    }

    /** S-63: what is true of the key alone is told alike on every path. */
    @ParameterizedTest
    @CsvSource({
        "expired, 401 api_key_expired",
        "bound, 401 invalid_api_key",
        "elsewhere, 403 address_not_allowed",
        "suspended, 403 tenant_suspended",
    })
    void refusesAKeyAlikeOnEveryPathThatTakesKeys(String name, String expected) {
        for (String path : List.of("/both", "/keys", "/foreign", "/nowhere")) {
            assertThat(code(key(path, name))).isEqualTo(expected);
        }
    }

    /** S-63. */
    @Test
    void aKeyIsConfinedToItsRoutesAndAddresses() {
        assertThat(code(key("/keys", "routed"))).isEqualTo("200 ");
        assertThat(code(key("/both", "routed"))).isEqualTo("404 not_found");
        assertThat(code(key("/keys", "local"))).isEqualTo("200 ");
    }

    /** S-56, S-98: a key that left the set opens nothing, not even for a remembered token. */
    @Test
    void aKeyThatLeavesTheSetStopsWorkingWithTheReload() throws IOException {
        String token = THEIRS.sign(claims(PARTNER, "acme", ""));
        assertThat(code(bear("/partners", token))).isEqualTo("200 ");
        SigningKey next = SigningKey.generate("next", "ES256");
        Files.write(folder.resolve("partner.jwks"), SigningKey.jwks(next));
        String other = next.sign(claims(PARTNER, "acme", ""));
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> code(bear("/partners", other)).equals("200 "));
        assertThat(code(bear("/partners", token))).isEqualTo("401 invalid_token");
        Files.write(folder.resolve("partner.jwks"), SigningKey.jwks(THEIRS));
        Awaitility.await()
                .atMost(60, TimeUnit.SECONDS)
                .until(() -> code(bear("/partners", token)).equals("200 "));
    }
}
