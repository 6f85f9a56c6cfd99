package io.raygate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import org.junit.jupiter.api.Test;

/** A sealed answer opens with the same words and the same secret only. */
class SealTest {
    private final Seal seal = seal("secret");

    private static Seal seal(String secret) {
        return new Seal(() -> secret.getBytes(StandardCharsets.UTF_8), new SecureRandom());
    }

    @Test
    void opensWhatItClosed() {
        byte[] key = seal.derive("seal", "alice", "k");
        String closed = seal.close(key, "request", "the key");
        assertThat(closed).isNotEqualTo(seal.close(key, "request", "the key"));
        assertThat(new String(Base64.getDecoder().decode(closed), StandardCharsets.ISO_8859_1))
                .doesNotContain("the key");
        assertThat(seal.open(key, "request", closed)).contains("the key");
    }

    @Test
    void opensNothingElse() {
        byte[] key = seal.derive("seal", "alice", "k");
        String closed = seal.close(key, "request", "the key");
        assertThat(seal.open(key, "another", closed)).isEmpty();
        assertThat(seal.open(seal.derive("seal", "alice", "l"), "request", closed)).isEmpty();
        assertThat(seal.open(seal.derive("seal", "bob", "k"), "request", closed)).isEmpty();
        assertThat(seal.open(seal.derive("seal", "alic", "ek"), "request", closed)).isEmpty();
        byte[] other = seal("other").derive("seal", "alice", "k");
        assertThat(seal.open(other, "request", closed)).isEmpty();
        assertThat(seal.open(key, "request", "AAAA")).isEmpty();
        assertThat(seal.open(key, "request", "!")).isEmpty();
        byte[] octets = Base64.getDecoder().decode(closed);
        octets[octets.length - 1] ^= 1;
        assertThat(seal.open(key, "request", Base64.getEncoder().encodeToString(octets))).isEmpty();
    }
}
