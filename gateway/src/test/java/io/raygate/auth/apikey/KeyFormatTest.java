package io.raygate.auth.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S-58: the shape of a key. */
class KeyFormatTest {
    private static final String ID = "0123456789ABCDEFGHIJkl";
    private static final String SECRET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFG";

    private final KeyFormat format = new KeyFormat("rg", List.of("live", "test"));
    private final KeyGenerator generator = new KeyGenerator(new SecureRandom());

    @Test
    void aGeneratedKeyHasTheShape() {
        String key = generator.next("rg", "live");
        assertThat(key).matches("rg_live_[0-9A-Za-z]{22}_[0-9A-Za-z]{49}");
        assertThat(format.matches(key)).isTrue();
        assertThat(KeyFormat.id(key)).isEqualTo(key.substring(8, 30));
    }

    @Test
    void toolsMayDemandSkInFront() {
        assertThat(format.matches(generator.next("sk-rg", "test"))).isTrue();
    }

    @Test
    void noTwoGeneratedKeysShareAnIdOrASecret() {
        String one = generator.next("rg", "live");
        String two = generator.next("rg", "live");
        assertThat(KeyFormat.id(one)).isNotEqualTo(KeyFormat.id(two));
        assertThat(one.substring(31)).isNotEqualTo(two.substring(31));
    }

    @Test
    void takesTheWholeOfTheSourcesRandomness() {
        KeyGenerator ones = new KeyGenerator(() -> -1L);
        assertThat(ones.next("rg", "live")).startsWith("rg_live_" + "7n42DGM5Tflk9n8mt7Fhc7" + "_");
    }

    /** The checksum of a fixed key, computed outside: {@code zlib.crc32}, base62 by hand. */
    @Test
    void theChecksumIsCrc32InBase62() {
        String body = "rg_live_" + ID + "_" + SECRET;
        assertThat(KeyFormat.checked(body)).isEqualTo(body + "1Rk7q1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "_",
                "rg",
                "rg_live",
                "rg_live_" + ID,
                "xx_live_" + ID + "_" + SECRET,
                "rg_prod_" + ID + "_" + SECRET,
                "RG_live_" + ID + "_" + SECRET,
                "rg-live_" + ID + "_" + SECRET,
                "_live_" + ID + "_" + SECRET,
                " rg_live_" + ID + "_" + SECRET,
                "sk-sk-rg_live_" + ID + "_" + SECRET,
                "rg_live_" + ID + "-" + SECRET,
                "rg_live_" + ID + "_0" + SECRET,
                "rg_live_!123456789ABCDEFGHIJkl_" + SECRET,
                "rg_live_" + ID + "_é123456789abcdefghijklmnopqrstuvwxyzABCDEFG"
            })
    void refusesAnotherShapeEvenWithAGoodChecksum(String body) {
        assertThat(format.matches(KeyFormat.checked(body))).isFalse();
        assertThat(format.matches(body)).isFalse();
    }

    @Test
    void refusesEverySingleChangedCharacter() {
        String key = generator.next("rg", "live");
        for (int i = 0; i < key.length(); i++) {
            char other = key.charAt(i) == 'x' ? 'y' : 'x';
            String changed = key.substring(0, i) + other + key.substring(i + 1);
            assertThat(format.matches(changed)).as("changed at %d", i).isFalse();
        }
    }

    @Test
    void refusesAnythingBeforeOrBehind() {
        String key = generator.next("rg", "live");
        for (String extra : List.of(" ", "a", "0", "\n", "_")) {
            assertThat(format.matches(extra + key)).isFalse();
            assertThat(format.matches(key + extra)).isFalse();
        }
    }
}
