package io.raygate.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.SigningKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S-49, S-53: which key sets are taken, and which key a token gets. */
class KeySetTest {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();

    private static KeySetResult parse(String json) {
        return KeySet.parse(json.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> problems(String json) {
        assertThat(parse(json)).isInstanceOf(KeySetResult.Bad.class);
        return ((KeySetResult.Bad) parse(json)).problems();
    }

    private static String set(String... keys) {
        return "{\"keys\":[" + String.join(",", keys) + "]}";
    }

    private static String rsa(BigInteger modulus, BigInteger exponent) {
        return "{\"kty\":\"RSA\",\"n\":\"%s\",\"e\":\"%s\"}"
                .formatted(
                        BASE64.encodeToString(modulus.toByteArray()),
                        BASE64.encodeToString(exponent.toByteArray()));
    }

    private static BigInteger modulus(int bits) {
        return new BigInteger(bits, new Random(bits)).setBit(bits - 1).setBit(0);
    }

    private static Checked<VerificationKey> choose(
            KeySet keys, Algorithm algorithm, @Nullable String kid, boolean allowMissing) {
        return keys.choose(new TokenHeader(algorithm, kid, false), allowMissing);
    }

    @Test
    void findsAKeyByItsName() {
        KeySet keys = Corp.keys(SigningKey.jwks(Corp.RSA, Corp.EC, Corp.EDWARDS));
        assertThat(choose(keys, Algorithm.ES256, "ec", false)).isInstanceOf(Checked.Passed.class);
        assertThat(choose(keys, Algorithm.EDDSA, "ed", false)).isInstanceOf(Checked.Passed.class);
        assertThat(choose(keys, Algorithm.ES256, "EC", false)).isInstanceOf(Checked.Failed.class);
        assertThat(choose(keys, Algorithm.ES256, null, false)).isInstanceOf(Checked.Failed.class);
    }

    /** S-46: alg confusion. */
    @Test
    void anAlgorithmMustFitTheKey() {
        KeySet keys = Corp.keys(SigningKey.jwks(Corp.RSA, Corp.EC, Corp.EDWARDS));
        for (Algorithm algorithm : Algorithm.values()) {
            assertThat(choose(keys, algorithm, "ec", true) instanceof Checked.Passed)
                    .isEqualTo(algorithm == Algorithm.ES256);
            assertThat(choose(keys, algorithm, "rsa", true) instanceof Checked.Passed)
                    .isEqualTo(algorithm == Algorithm.RS256);
        }
    }

    @Test
    void aKeyWithoutAlgFitsEveryAlgorithmOfItsType() {
        KeySet keys =
                Corp.keys(
                        set("{\"kid\":\"r\"," + Corp.RSA.publicMembers() + "}")
                                .getBytes(StandardCharsets.UTF_8));
        assertThat(choose(keys, Algorithm.PS512, "r", false)).isInstanceOf(Checked.Passed.class);
        assertThat(choose(keys, Algorithm.RS256, "r", false)).isInstanceOf(Checked.Passed.class);
        assertThat(choose(keys, Algorithm.HS256, "r", false)).isInstanceOf(Checked.Failed.class);
    }

    @Test
    void aTokenWithoutKidNeedsExactlyOneFittingKey() {
        SigningKey second = SigningKey.generate("ec2", "ES256");
        KeySet one = Corp.keys(SigningKey.jwks(Corp.RSA, Corp.EC));
        KeySet two = Corp.keys(SigningKey.jwks(Corp.EC, second));
        assertThat(choose(one, Algorithm.ES256, null, true)).isInstanceOf(Checked.Passed.class);
        assertThat(choose(two, Algorithm.ES256, null, true)).isInstanceOf(Checked.Failed.class);
        assertThat(choose(two, Algorithm.ES256, "ec2", true)).isInstanceOf(Checked.Passed.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "{\"keys\":[]}",
                "{\"keys\":{}}",
                "{\"keys\":null}",
                "{\"keys\":[1]}",
                "{\"keys\":[{}]}",
                "{\"keys\":[{\"kty\":1}]}",
                "{\"keys\":[{\"kty\":\"RSA\"}]}",
                "{\"keys\":[{\"kty\":\"EC\",\"crv\":\"P-256\"}]}",
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"AAAA\"}]}",
                "{\"keys\":[{\"kty\":\"OKP\",\"crv\":\"X25519\",\"x\":\"AAAA\"}]}",
                "{\"keys\":[{\"kty\":\"oct\",\"k\":\"AAAA\"}]}",
                "{\"keys\":[]} x"
            })
    void refusesAnEmptyOrBrokenSet(String json) {
        assertThat(problems(json)).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"d", "p", "q", "dp", "dq", "qi", "oth", "k"})
    void refusesASetWithAPrivatePart(String member) {
        String leaking = Corp.EC.jwk().replace("}", ",\"" + member + "\":\"AAAA\"}");
        assertThat(problems(set(Corp.RSA.jwk(), leaking)))
                .singleElement()
                .asString()
                .contains("keys[1]", "private");
    }

    @Test
    void refusesASetWithASecretAmongPublicKeys() {
        assertThat(problems(set(Corp.RSA.jwk(), "{\"kty\":\"oct\"}"))).hasSize(1);
    }

    @Test
    void refusesTwoKeysOfOneName() {
        assertThat(problems(set(Corp.EC.jwk(), SigningKey.generate("ec", "ES256").jwk())))
                .hasSize(1);
    }

    @Test
    void reportsEveryBadKey() {
        String small = rsa(modulus(1024), BigInteger.valueOf(65537));
        assertThat(problems(set(small, Corp.EC.jwk(), small))).hasSize(2);
    }

    @Test
    void boundsTheSizeOfRsaKeys() {
        BigInteger e = BigInteger.valueOf(65537);
        assertThat(parse(set(rsa(modulus(2048), e)))).isInstanceOf(KeySetResult.Good.class);
        assertThat(parse(set(rsa(modulus(8192), e)))).isInstanceOf(KeySetResult.Good.class);
        assertThat(problems(set(rsa(modulus(2047), e)))).hasSize(1);
        assertThat(problems(set(rsa(modulus(8193), e)))).hasSize(1);
        assertThat(problems(set(rsa(modulus(2048).clearBit(0), e)))).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3, 17, 65535, 65536, 65538})
    void refusesASmallOrEvenExponent(long exponent) {
        assertThat(problems(set(rsa(modulus(2048), BigInteger.valueOf(exponent))))).hasSize(1);
    }

    @Test
    void refusesAnExponentThatMakesEachVerificationDear() {
        assertThat(problems(set(rsa(modulus(2048), BigInteger.TWO.pow(2000).setBit(0)))))
                .hasSize(1);
        assertThat(parse(set(rsa(modulus(2048), BigInteger.TWO.pow(32).setBit(0)))))
                .isInstanceOf(KeySetResult.Good.class);
    }

    @Test
    void refusesAPointOffTheCurveOrOfAnotherCurve() {
        String good = Corp.EC.jwk();
        assertThat(problems(set(good.replace("P-256", "P-384").replace("ES256", "ES384"))))
                .hasSize(1);
        String x = good.replaceAll(".*\"x\":\"([^\"]+)\".*", "$1");
        String y = good.replaceAll(".*\"y\":\"([^\"]+)\".*", "$1");
        assertThat(problems(set(good.replace(y, x)))).hasSize(1);
        assertThat(problems(set(good.replace(x, "A".repeat(43)).replace(y, "A".repeat(43)))))
                .hasSize(1);
        assertThat(problems(set(good.replace(x, x + "AA")))).hasSize(1);
    }

    @Test
    void refusesAnEdwardsPointThatIsNone() {
        byte[] two = new byte[32];
        two[0] = 2;
        String jwk =
                "{\"kty\":\"OKP\",\"crv\":\"Ed25519\",\"x\":\"%s\"}"
                        .formatted(BASE64.encodeToString(two));
        assertThat(problems(set(jwk))).hasSize(1);
    }

    @Test
    void refusesAnAlgThatDoesNotFitTheKey() {
        assertThat(problems(set(Corp.EC.jwk().replace("ES256", "ES384")))).hasSize(1);
        assertThat(problems(set(Corp.EC.jwk().replace("ES256", "RS256")))).hasSize(1);
        assertThat(problems(set(Corp.EC.jwk().replace("ES256", "HS256")))).hasSize(1);
    }

    /** RFC 7517, section 5: what is not for verifying, or not known, does not stop the others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"kty\":\"EC\",\"crv\":\"secp256k1\",\"kid\":\"x\"}",
                "{\"kty\":\"AKP\",\"alg\":\"ML-DSA-65\",\"pub\":\"AAAA\"}",
                "{\"kty\":\"RSA\",\"use\":\"enc\",\"n\":\"AA\",\"e\":\"AA\"}",
                "{\"kty\":\"RSA\",\"alg\":\"RSA-OAEP\",\"n\":\"AA\",\"e\":\"AA\"}",
                "{\"kty\":\"RSA\",\"key_ops\":[\"wrapKey\"],\"n\":\"AA\",\"e\":\"AA\"}"
            })
    void skipsKeysForOtherUses(String other) {
        KeySet keys = Corp.keys(set(other, Corp.EC.jwk()).getBytes(StandardCharsets.UTF_8));
        assertThat(keys).isEqualTo(Corp.keys(set(Corp.EC.jwk()).getBytes(StandardCharsets.UTF_8)));
        assertThat(problems(set(other))).hasSize(1);
    }

    @Test
    void aKeyMayNameItsOperations() {
        String verify = Corp.EC.jwk().replace("}", ",\"key_ops\":[\"verify\"]}");
        assertThat(parse(set(verify))).isInstanceOf(KeySetResult.Good.class);
        String sign = Corp.EC.jwk().replace("}", ",\"key_ops\":[\"sign\"]}");
        assertThat(problems(set(sign))).hasSize(1);
    }

    /** RFC 7518, section 3.2. */
    @Test
    void aSecretIsAsLongAsTheHashOfEachOfItsAlgorithms() {
        Set<Algorithm> both = EnumSet.of(Algorithm.HS256, Algorithm.HS384);
        assertThat(KeySet.ofSecret(new byte[31], EnumSet.of(Algorithm.HS256)))
                .isInstanceOf(KeySetResult.Bad.class);
        assertThat(KeySet.ofSecret(new byte[32], both)).isInstanceOf(KeySetResult.Bad.class);
        assertThat(KeySet.ofSecret(new byte[64], Set.of())).isInstanceOf(KeySetResult.Bad.class);
        assertThat(KeySet.ofSecret(new byte[64], Set.of(Algorithm.ES256)))
                .isInstanceOf(KeySetResult.Bad.class);
        KeySet keys = ((KeySetResult.Good) KeySet.ofSecret(new byte[48], both)).set();
        assertThat(choose(keys, Algorithm.HS384, "any", false)).isInstanceOf(Checked.Passed.class);
        assertThat(choose(keys, Algorithm.HS256, null, false)).isInstanceOf(Checked.Passed.class);
        assertThat(choose(keys, Algorithm.HS512, null, false)).isInstanceOf(Checked.Failed.class);
        assertThat(choose(keys, Algorithm.RS256, null, true)).isInstanceOf(Checked.Failed.class);
    }

    /** S-56: equal sets keep what was verified. */
    @Test
    void setsOfEqualKeysAreEqual() {
        assertThat(Corp.keys(SigningKey.jwks(Corp.EC)))
                .isEqualTo(Corp.keys(SigningKey.jwks(Corp.EC)))
                .hasSameHashCodeAs(Corp.keys(SigningKey.jwks(Corp.EC)))
                .isNotEqualTo(Corp.keys(SigningKey.jwks(Corp.EC, Corp.RSA)));
    }
}
