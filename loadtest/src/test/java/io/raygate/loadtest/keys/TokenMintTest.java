package io.raygate.loadtest.keys;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.Signature;
import java.security.interfaces.RSAPublicKey;
import java.time.Instant;
import java.util.Base64;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TokenMintTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    private static byte[] bytes(String base64) {
        return Base64.getUrlDecoder().decode(base64);
    }

    @ParameterizedTest
    @EnumSource
    void signsTokensThatTheKeyVerifies(Algorithm algorithm) throws Exception {
        KeyPair keys = algorithm.newKeyPair();
        String[] parts = new TokenMint(algorithm, keys, 10, NOW).token(13).split("\\.", 3);

        Signature verifier = algorithm.newSignature();
        verifier.initVerify(keys.getPublic());
        verifier.update((parts[0] + "." + parts[1]).getBytes(StandardCharsets.US_ASCII));
        JsonObject header = new JsonObject(new String(bytes(parts[0]), StandardCharsets.UTF_8));
        JsonObject claims = new JsonObject(new String(bytes(parts[1]), StandardCharsets.UTF_8));

        assertThat(verifier.verify(bytes(parts[2]))).isTrue();
        assertThat(header.getString("alg")).isEqualTo(algorithm.header());
        assertThat(claims.getString("tenant")).isEqualTo("tenant-3");
        assertThat(claims.getLong("exp")).isGreaterThan(NOW.getEpochSecond());
    }

    @ParameterizedTest
    @EnumSource
    void describesThePublicKeyOnly(Algorithm algorithm) throws Exception {
        KeyPair keys = algorithm.newKeyPair();
        JsonObject jwk = new JsonObject(PublicKeys.jwk(algorithm, keys.getPublic()));

        assertThat(jwk.containsKey("d")).isFalse();
        assertThat(jwk.getString("kid")).isEqualTo(algorithm.keyId());
        if (keys.getPublic() instanceof RSAPublicKey rsa) {
            assertThat(new BigInteger(1, bytes(jwk.getString("n")))).isEqualTo(rsa.getModulus());
        } else {
            assertThat(bytes(jwk.getString("x"))).hasSize(32);
        }
        assertThat(PublicKeys.pem(keys.getPublic())).startsWith("-----BEGIN PUBLIC KEY-----\n");
    }
}
