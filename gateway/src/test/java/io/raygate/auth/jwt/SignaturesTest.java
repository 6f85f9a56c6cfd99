package io.raygate.auth.jwt;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.json.Json;
import io.raygate.testing.SigningKey;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** S-46, S-50: every algorithm with either provider. */
class SignaturesTest {
    private static final String SIGNED = "header.claims";

    static Stream<Arguments> algorithmsAndProviders() {
        return Stream.of(
                        "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384",
                        "ES512", "EdDSA")
                .flatMap(
                        alg ->
                                Stream.of(
                                        Arguments.of(alg, new Signatures(NativeProvider.load())),
                                        Arguments.of(alg, new Signatures(null))));
    }

    private static VerificationKey key(SigningKey key, Algorithm algorithm) {
        var chosen =
                Corp.keys(SigningKey.jwks(key))
                        .choose(new TokenHeader(algorithm, key.kid(), false), false);
        return ((Checked.Passed<VerificationKey>) chosen).value();
    }

    private static UnverifiedToken token(Algorithm algorithm, byte[] signature) {
        return new UnverifiedToken(
                new TokenHeader(algorithm, null, false),
                new Json.Members(Map.of()),
                SIGNED.getBytes(StandardCharsets.US_ASCII),
                signature);
    }

    @Test
    void theNativeProviderWorksOnTheMachinesThatWeBuildFor() {
        assertThat(new Signatures(NativeProvider.load()).isNative()).isTrue();
        assertThat(new Signatures(null).isNative()).isFalse();
    }

    @ParameterizedTest
    @MethodSource("algorithmsAndProviders")
    void takesTheKeysSignatureAndNothingThatDiffersInABit(String alg, Signatures signatures) {
        Algorithm algorithm = Objects.requireNonNull(Algorithm.of(alg));
        SigningKey signing = SigningKey.generate("k", alg);
        VerificationKey key = key(signing, algorithm);
        byte[] good = signing.signature(SIGNED);
        assertThat(signatures.verify(key, token(algorithm, good))).isTrue();
        for (int i = 0; i < good.length; i += 7) {
            byte[] bad = good.clone();
            bad[i] ^= 1;
            assertThat(signatures.verify(key, token(algorithm, bad))).isFalse();
        }
        byte[] other = signing.signature(SIGNED + "x");
        assertThat(signatures.verify(key, token(algorithm, other))).isFalse();
        byte[] foreign = SigningKey.generate("k", alg).signature(SIGNED);
        assertThat(signatures.verify(key, token(algorithm, foreign))).isFalse();
        assertThat(signatures.verify(key, token(algorithm, good))).isTrue();
    }

    @ParameterizedTest
    @MethodSource("algorithmsAndProviders")
    void takesNoOtherLength(String alg, Signatures signatures) {
        Algorithm algorithm = Objects.requireNonNull(Algorithm.of(alg));
        SigningKey signing = SigningKey.generate("k", alg);
        VerificationKey key = key(signing, algorithm);
        byte[] good = signing.signature(SIGNED);
        byte[] shifted = new byte[good.length + 1];
        System.arraycopy(good, 0, shifted, 1, good.length);
        for (byte[] bad :
                List.of(
                        new byte[0],
                        Arrays.copyOf(good, good.length - 1),
                        Arrays.copyOf(good, good.length + 1),
                        Arrays.copyOf(good, good.length * 2),
                        shifted)) {
            assertThat(signatures.verify(key, token(algorithm, bad))).isFalse();
        }
    }

    /** S-50: psychic signatures (CVE-2022-21449) and halves out of range. */
    @Test
    void takesNoHalfOutsideOneToTheOrder() {
        VerificationKey key = key(Corp.EC, Algorithm.ES256);
        byte[] good = Corp.EC.signature(SIGNED);
        byte[] order = Curve.P256.parameters().getOrder().toByteArray();
        byte[] zero = new byte[32];
        byte[] n = Arrays.copyOfRange(order, order.length - 32, order.length);
        byte[] ones = new byte[32];
        Arrays.fill(ones, (byte) 0xff);
        for (byte[] half : List.of(zero, n, ones)) {
            byte[] first = good.clone();
            System.arraycopy(half, 0, first, 0, 32);
            byte[] second = good.clone();
            System.arraycopy(half, 0, second, 32, 32);
            byte[] both = new byte[64];
            System.arraycopy(half, 0, both, 0, 32);
            System.arraycopy(half, 0, both, 32, 32);
            for (byte[] bad : List.of(first, second, both)) {
                assertThat(key.fits(bad, Algorithm.ES256)).isFalse();
            }
        }
        assertThat(key.fits(good, Algorithm.ES256)).isTrue();
    }

    /** S-50. */
    @Test
    void takesNoDerSignature() throws Exception {
        byte[] raw = Corp.EC.signature(SIGNED);
        byte[] r = new BigInteger(1, raw, 0, 32).toByteArray();
        byte[] s = new BigInteger(1, raw, 32, 32).toByteArray();
        byte[] der = new byte[6 + r.length + s.length];
        der[0] = 0x30;
        der[1] = (byte) (4 + r.length + s.length);
        der[2] = 2;
        der[3] = (byte) r.length;
        System.arraycopy(r, 0, der, 4, r.length);
        der[4 + r.length] = 2;
        der[5 + r.length] = (byte) s.length;
        System.arraycopy(s, 0, der, 6 + r.length, s.length);
        VerificationKey key = key(Corp.EC, Algorithm.ES256);
        assertThat(new Signatures(null).verify(key, token(Algorithm.ES256, der))).isFalse();
    }

    @ParameterizedTest
    @MethodSource("macsAndProviders")
    void takesASharedSecretsCodeAndNothingElse(
            Algorithm algorithm, String mac, Signatures signatures) throws Exception {
        byte[] secret =
                "a secret of at least sixty-four bytes, as the longest hash asks."
                        .getBytes(StandardCharsets.US_ASCII);
        Mac maker = Mac.getInstance(mac);
        maker.init(new SecretKeySpec(secret, mac));
        byte[] good = maker.doFinal(SIGNED.getBytes(StandardCharsets.US_ASCII));
        KeySet keys = ((KeySetResult.Good) KeySet.ofSecret(secret, Set.of(algorithm))).set();
        var chosen = keys.choose(new TokenHeader(algorithm, null, false), false);
        VerificationKey key = ((Checked.Passed<VerificationKey>) chosen).value();
        assertThat(signatures.verify(key, token(algorithm, good))).isTrue();
        byte[] bad = good.clone();
        bad[good.length - 1] ^= 1;
        assertThat(signatures.verify(key, token(algorithm, bad))).isFalse();
        byte[] cut = Arrays.copyOf(good, good.length / 2);
        assertThat(signatures.verify(key, token(algorithm, cut))).isFalse();
    }

    static Stream<Arguments> macsAndProviders() {
        return Stream.of(new Signatures(NativeProvider.load()), new Signatures(null))
                .flatMap(
                        signatures ->
                                Stream.of(
                                        Arguments.of(Algorithm.HS256, "HmacSHA256", signatures),
                                        Arguments.of(Algorithm.HS384, "HmacSHA384", signatures),
                                        Arguments.of(Algorithm.HS512, "HmacSHA512", signatures)));
    }
}
