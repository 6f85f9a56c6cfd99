package io.raygate.auth;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fingerprints are SipHash-2-4 with 128 bits, keyed anew by each process. */
class FingerprintsTest {
    private static final byte[] COUNTED =
            HexFormat.of().parseHex("000102030405060708090a0b0c0d0e0f");

    /**
     * The reference's key 00 to 0f over 00, 01, 02 and so on; values as {@code openssl mac} gives.
     */
    @ParameterizedTest
    @CsvSource({
        "0, a3817f04ba25a8e66df67214c7550293",
        "2, 8177228da4a45dc7fca38bdef60affe4",
        "3, 9c70b60c5267a94e5f33b6b02985ed51",
        "15, 5493e99933b0a8117e08ec0f97cfc3d9",
        "16, 6ee2a4ca67b054bbfd3315bf85230577"
    })
    void theyAreTheReferences(int length, String expected) {
        ByteBuffer key = ByteBuffer.wrap(COUNTED).order(ByteOrder.LITTLE_ENDIAN);
        Fingerprint print =
                new Fingerprints(key.getLong(), key.getLong()).of(Arrays.copyOf(COUNTED, length));
        byte[] octets =
                ByteBuffer.allocate(16)
                        .order(ByteOrder.LITTLE_ENDIAN)
                        .putLong(print.high())
                        .putLong(print.low())
                        .array();
        assertThat(HexFormat.of().formatHex(octets)).isEqualTo(expected);
    }

    @Test
    void anotherProcessGivesAnother() {
        SecureRandom random = new SecureRandom();
        assertThat(new Fingerprints(random).of(COUNTED))
                .isNotEqualTo(new Fingerprints(random).of(COUNTED));
    }

    @Test
    void everyOctetCounts() {
        Fingerprints prints = new Fingerprints(new SecureRandom());
        Fingerprint whole = prints.of(COUNTED);
        for (int i = 0; i < COUNTED.length; i++) {
            byte[] other = COUNTED.clone();
            other[i] ^= 1;
            assertThat(prints.of(other)).isNotEqualTo(whole);
        }
    }
}
