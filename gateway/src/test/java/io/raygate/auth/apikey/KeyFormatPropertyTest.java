package io.raygate.auth.apikey;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;

/** S-58: what must hold for every text and every key. */
class KeyFormatPropertyTest {
    private final KeyFormat format = new KeyFormat("rg", List.of("live", "test"));

    @Property
    void noTextBreaksIt(@ForAll @StringLength(max = 200) String text) {
        assertThat(format.matches(text)).isFalse();
        assertThat(format.matches("rg_live_" + text)).isFalse();
    }

    @Property
    void whatIsGeneratedIsRead(@ForAll long seed) {
        String key = new KeyGenerator(new Random(seed)).next("rg", "test");
        assertThat(format.matches(key)).isTrue();
        assertThat(key).contains("_" + KeyFormat.id(key) + "_");
    }

    @Property
    void aKeyWithOneCharacterChangedIsNone(
            @ForAll long seed, @ForAll @IntRange(max = 79) int place, @ForAll char other) {
        String key = new KeyGenerator(new Random(seed)).next("rg", "live");
        String changed = key.substring(0, place) + other + key.substring(place + 1);
        assertThat(format.matches(changed)).isEqualTo(changed.equals(key));
    }
}
