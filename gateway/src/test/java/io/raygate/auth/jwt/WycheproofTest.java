package io.raygate.auth.jwt;

import static io.raygate.auth.DecisionAssert.rejection;
import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.AuthenticatorChain;
import io.raygate.auth.FailureRates;
import io.raygate.auth.Fingerprints;
import io.raygate.auth.Throttle;
import io.raygate.exchange.RejectionCode;
import io.raygate.json.Json;
import io.raygate.json.JsonReader;
import io.raygate.tenant.Tenants;
import io.raygate.testing.Heads;
import io.raygate.testing.ManualClock;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * S-44 to S-53 against the Wycheproof vectors, each in two ways. Through the credential path every
 * one is a 401: those that Wycheproof calls valid sign something that is no JSON object (S-45). At
 * the signature, each has the result that Wycheproof expects, but for those whose stricter rule is
 * named here.
 */
class WycheproofTest {

    /** Valid vectors that a rule of ours refuses even at the signature. */
    private static final Map<String, String> STRICTER =
            Map.ofEntries(
                    Map.entry("signature 372", "S-44: a character that is not base64url"),
                    Map.entry("signature 373", "S-44: a character that is not base64url"),
                    Map.entry("signature 346", "S-46: the key is for PS256, the token says PS384"),
                    Map.entry("signature 350", "S-46: the key is for PS256, the token says PS384"),
                    Map.entry("signature 347", "S-46: the key's alg, ES521, does not exist"),
                    Map.entry("signature 351", "S-46: the key's alg, ES521, does not exist"),
                    Map.entry("key 2", "S-53: a set holds no secrets"),
                    Map.entry("key 13", "S-53: a set holds no secrets"),
                    Map.entry("key 14", "S-53: a set holds no secrets"),
                    Map.entry("key 15", "S-53: a set holds no secrets"));

    /**
     * Called invalid for their padding, which the file has lost: they are vector 357, byte for
     * byte, which is called valid. The rule itself stands in {@link TokenGateTest}.
     */
    private static final Set<String> WITHOUT_THEIR_PADDING =
            Set.of("signature 367", "signature 370");

    /**
     * Vectors that only we refuse, each called invalid by Wycheproof too; there is none that only
     * the oracle refuses.
     */
    private static final Map<String, String> STRICTER_THAN_THE_ORACLE =
            Map.ofEntries(
                    Map.entry("signature 355", "S-46: the key's key_ops have no verify"),
                    Map.entry("signature 356", "S-46: the key's key_ops have no verify"),
                    Map.entry("signature 360", "S-44: a character that is not base64url"),
                    Map.entry("signature 361", "S-44: a character that is not base64url"),
                    Map.entry("signature 362", "S-44: a character that is not base64url"),
                    Map.entry("signature 365", "S-44: a character that is not base64url"),
                    Map.entry("signature 366", "S-44: a character that is not base64url"),
                    Map.entry("signature 368", "S-44: a character that is not base64url"),
                    Map.entry("signature 369", "S-44: a character that is not base64url"),
                    Map.entry("signature 371", "S-44: a character that is not base64url"),
                    Map.entry("signature 375", "S-44: the last character is not canonical"));

    private static final List<Signatures> PROVIDERS =
            List.of(new Signatures(NativeProvider.load()), new Signatures(null));

    private final ManualClock clock = new ManualClock();
    private final Throttle throttle = new Throttle(FailureRates.OFF, clock);

    /** One vector, with the keys of its group: null where no verifier is ever built. */
    private record Vector(
            String name, String token, boolean valid, @Nullable KeySet keys, JsonObject document) {}

    @Test
    void everySignatureVectorIsRefusedByTheCredentialPath() {
        assertThat(signatureVectors()).hasSize(401);
        assertThat(names(signatureVectors(), vector -> !isUnauthorized(vector))).isEmpty();
    }

    @Test
    void everyKeyVectorIsRefusedByTheCredentialPath() {
        assertThat(keyVectors()).hasSize(26);
        assertThat(names(keyVectors(), vector -> !isUnauthorized(vector))).isEmpty();
    }

    /** S-44: an encrypted token has five parts, or is no compact form at all. */
    @Test
    void everyEncryptedTokenIsRefusedAtTheGate() {
        assertThat(encryptionTokens())
                .hasSize(139)
                .allSatisfy(
                        token ->
                                assertThat(TokenGate.open(token))
                                        .isInstanceOf(Checked.Failed.class));
    }

    @Test
    void everySignatureIsJudgedAsExpected() {
        assertThat(names(signatureVectors(), WycheproofTest::isMisjudged)).isEmpty();
    }

    @Test
    void theVectorsWithoutTheirPaddingAreTheValidOne() {
        assertThat(signatureVectors())
                .filteredOn(vector -> WITHOUT_THEIR_PADDING.contains(vector.name()))
                .hasSize(2)
                .extracting(Vector::token)
                .containsOnly(signatureVectors().get(356).token());
        assertThat(signatureVectors().get(356).name()).isEqualTo("signature 357");
    }

    @Test
    void everyKeyIsJudgedAsExpected() {
        assertThat(names(keyVectors(), WycheproofTest::isMisjudged)).isEmpty();
    }

    /** What another library says of the same signatures, or why it says otherwise. */
    @Test
    void everySignatureIsJudgedAsByTheOracle() {
        Map<String, Boolean> differing = new TreeMap<>();
        for (Vector vector : signatureVectors()) {
            boolean ours = verifies(vector, PROVIDERS.getFirst());
            if (Nimbus.verifies(vector.token(), vector.document().encode()) != ours) {
                differing.put(vector.name(), ours);
            }
        }
        assertThat(differing)
                .containsOnlyKeys(STRICTER_THAN_THE_ORACLE.keySet())
                .doesNotContainValue(true);
    }

    private static List<String> names(List<Vector> vectors, Predicate<Vector> which) {
        return vectors.stream().filter(which).map(Vector::name).toList();
    }

    private static boolean isMisjudged(Vector vector) {
        boolean expected =
                WITHOUT_THEIR_PADDING.contains(vector.name())
                        || (vector.valid() && !STRICTER.containsKey(vector.name()));
        return PROVIDERS.stream().anyMatch(one -> verifies(vector, one) != expected);
    }

    private static boolean verifies(Vector vector, Signatures signatures) {
        String[] parts = vector.token().split("\\.", -1);
        KeySet keys = vector.keys();
        if (parts.length != 3 || keys == null) {
            return false;
        }
        byte[] header = Base64Url.decode(parts[0]);
        byte[] payload = Base64Url.decode(parts[1]);
        byte[] signature = Base64Url.decode(parts[2]);
        Json.Members members = header == null ? null : JsonReader.object(header, 100);
        if (members == null || payload == null || signature == null) {
            return false;
        }
        byte[] signed = (parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII);
        Checked<Boolean> verified =
                TokenHeader.of(members)
                        .then(
                                read ->
                                        keys.choose(read, true)
                                                .then(
                                                        key ->
                                                                Checked.passed(
                                                                        signatures.verify(
                                                                                key,
                                                                                new UnverifiedToken(
                                                                                        read,
                                                                                        members,
                                                                                        signed,
                                                                                        signature)))));
        return verified.equals(Checked.passed(true));
    }

    private boolean isUnauthorized(Vector vector) {
        KeySet keys = Objects.requireNonNullElse(vector.keys(), Corp.KEYS);
        JwtIssuer issuer =
                new JwtIssuer(
                        "corp",
                        Corp.ISS,
                        Set.of("raygate"),
                        EnumSet.allOf(Algorithm.class),
                        Duration.ofSeconds(30),
                        Duration.ofHours(24),
                        false,
                        true,
                        keys,
                        ClaimMapping.STANDARD);
        Surroundings surroundings =
                new Surroundings(
                        PROVIDERS.get(0),
                        clock,
                        clock,
                        throttle,
                        Runnable::run,
                        new Tenants(),
                        new Revocations(),
                        new Fingerprints(new SecureRandom()));
        JwtSettings settings = JwtSettings.of(List.of(issuer), CacheBounds.STANDARD);
        AuthenticatorChain chain =
                new AuthenticatorChain(
                        List.of(new JwtAuthenticator(settings, surroundings)), throttle);
        RejectionCode code = rejection(chain.authenticate(Heads.bearing(vector.token()))).code();
        return code.status() == 401;
    }

    private static List<Vector> signatureVectors() {
        List<Vector> vectors = new ArrayList<>();
        for (JsonObject group : groups("json_web_signature_test.json")) {
            JsonObject key = group.getJsonObject("public", group.getJsonObject("private"));
            KeySet keys =
                    "oct".equals(key.getString("kty"))
                            ? secret(key)
                            : set(new JsonObject().put("keys", new JsonArray().add(key)));
            add(vectors, group, "signature ", keys, key);
        }
        return vectors;
    }

    private static List<Vector> keyVectors() {
        List<Vector> vectors = new ArrayList<>();
        for (JsonObject group : groups("json_web_key_test.json")) {
            JsonObject document = group.getJsonObject("public", group.getJsonObject("private"));
            add(vectors, group, "key ", set(document), document);
        }
        return vectors;
    }

    private static List<String> encryptionTokens() {
        return groups("json_web_encryption_test.json").stream()
                .flatMap(group -> group.getJsonArray("tests").stream())
                .map(test -> String.valueOf(((JsonObject) test).getValue("jwe")))
                .toList();
    }

    private static void add(
            List<Vector> vectors,
            JsonObject group,
            String prefix,
            @Nullable KeySet keys,
            JsonObject document) {
        for (Object each : group.getJsonArray("tests")) {
            JsonObject test = (JsonObject) each;
            vectors.add(
                    new Vector(
                            prefix + test.getInteger("tcId"),
                            test.getString("jws"),
                            !test.getString("result").equals("invalid"),
                            keys,
                            document));
        }
    }

    private static @Nullable KeySet set(JsonObject document) {
        byte[] bytes = document.encode().getBytes(StandardCharsets.UTF_8);
        return KeySet.parse(bytes) instanceof KeySetResult.Good(var set) ? set : null;
    }

    private static @Nullable KeySet secret(JsonObject key) {
        byte[] secret = Base64.getUrlDecoder().decode(key.getString("k"));
        Algorithm algorithm = Objects.requireNonNull(Algorithm.of(key.getString("alg")));
        return KeySet.ofSecret(secret, Set.of(algorithm)) instanceof KeySetResult.Good(var set)
                ? set
                : null;
    }

    private static List<JsonObject> groups(String file) {
        try (InputStream in = WycheproofTest.class.getResourceAsStream("/wycheproof/" + file)) {
            String text =
                    new String(Objects.requireNonNull(in).readAllBytes(), StandardCharsets.UTF_8);
            return new JsonObject(text)
                    .getJsonArray("testGroups").stream().map(JsonObject.class::cast).toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
