package io.raygate.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** The stored form of a credential. */
class DigestTest {
    /** FIPS 180-2, appendix B.1. */
    private static final String ABC =
            "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

    private final Digest abc = new CredentialHash().of("abc".getBytes(StandardCharsets.US_ASCII));

    @Test
    void isTheSha256() {
        assertThat(abc.text()).isEqualTo(ABC);
        assertThat(Digest.parse(ABC)).isEqualTo(abc).hasSameHashCodeAs(abc);
    }

    @Test
    void differsInEveryBit() {
        assertThat(abc)
                .isNotEqualTo(new Digest(abc.first() ^ 1, abc.second(), abc.third(), abc.fourth()))
                .isNotEqualTo(new Digest(abc.first(), abc.second() ^ 1, abc.third(), abc.fourth()))
                .isNotEqualTo(new Digest(abc.first(), abc.second(), abc.third() ^ 1, abc.fourth()))
                .isNotEqualTo(new Digest(abc.first(), abc.second(), abc.third(), abc.fourth() ^ 1));
    }

    @Test
    void readsNothingElse() {
        assertThat(Digest.parse("")).isNull();
        assertThat(Digest.parse(ABC.substring(7))).isNull();
        assertThat(Digest.parse(ABC + "0")).isNull();
        assertThat(Digest.parse(ABC.replace('b', 'g'))).isNull();
        assertThat(Digest.parse(ABC.replace("sha256", "sha512"))).isNull();
    }

    /** S-94. */
    @Test
    void doesNotShowItself() {
        assertThat(abc.toString()).isEqualTo("sha256:...");
    }
}
