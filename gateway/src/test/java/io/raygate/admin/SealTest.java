package io.raygate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.apikey.Pepper;
import io.raygate.auth.apikey.Peppers;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** A sealed answer opens with the same words and the same pepper only. */
class SealTest {
    private static final Seal.Words WORDS = new Seal.Words("alice", "k");

    private final Seal seal = seal("secret", 1);

    private static Seal seal(String secret, int... versions) {
        List<Pepper> peppers =
                IntStream.of(versions)
                        .mapToObj(v -> new Pepper(v, (secret + v).repeat(9)))
                        .toList();
        return new Seal(() -> new Peppers(peppers), new SecureRandom());
    }

    @Test
    void opensWhatItClosed() {
        String closed = seal.close(WORDS, "request", "the key");
        assertThat(closed).isNotEqualTo(seal.close(WORDS, "request", "the key"));
        assertThat(new String(octets(closed), StandardCharsets.ISO_8859_1))
                .doesNotContain("the key");
        assertThat(seal.open(WORDS, "request", closed)).contains("the key");
    }

    @Test
    void opensNothingElse() {
        String closed = seal.close(WORDS, "request", "the key");
        assertThat(seal.open(WORDS, "another", closed)).isEmpty();
        for (Seal.Words other :
                List.of(
                        new Seal.Words("alice", "l"),
                        new Seal.Words("bob", "k"),
                        new Seal.Words("alic", "ek"))) {
            assertThat(seal.open(other, "request", closed)).isEmpty();
        }
        assertThat(seal("other", 1).open(WORDS, "request", closed)).isEmpty();
        for (String nothing : List.of("", ":", "1", "1:", "1:AAAA", "1:!", "x:AAAA", "2:AAAA")) {
            assertThat(seal.open(WORDS, "request", nothing)).isEmpty();
        }
        byte[] octets = octets(closed);
        octets[octets.length - 1] ^= 1;
        String changed = "1:" + Base64.getEncoder().encodeToString(octets);
        assertThat(seal.open(WORDS, "request", changed)).isEmpty();
    }

    @Test
    void opensWhatAGatewayWithOtherPeppersClosedIfItSharesTheOne() {
        String closed = seal("secret", 1, 2).close(WORDS, "request", "the key");
        assertThat(seal("secret", 2, 3).open(WORDS, "request", closed)).contains("the key");
        assertThat(seal.open(WORDS, "request", closed)).isEmpty();
    }

    private static byte[] octets(String closed) {
        return Base64.getDecoder().decode(closed.substring(closed.indexOf(':') + 1));
    }
}
