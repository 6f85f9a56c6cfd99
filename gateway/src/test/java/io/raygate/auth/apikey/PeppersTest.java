package io.raygate.auth.apikey;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raygate.auth.apikey.Peppers.Peppered;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** S-59: which versions of the pepper sign, and which read. */
class PeppersTest {
    private static final byte[] KEY = {1, 2, 3};

    private static Pepper pepper(int version) {
        return new Pepper(version, String.valueOf(version).repeat(32));
    }

    private static Peppers peppers(int... versions) {
        return new Peppers(IntStream.of(versions).mapToObj(PeppersTest::pepper).toList());
    }

    @Test
    void theTwoHighestSignTheHighestFirst() {
        assertThat(peppers(1).sign(KEY)).containsExactly(new Peppered(1, pepper(1).digest(KEY)));
        assertThat(peppers(1, 10, 9).sign(KEY))
                .containsExactly(
                        new Peppered(10, pepper(10).digest(KEY)),
                        new Peppered(9, pepper(9).digest(KEY)));
    }

    @Test
    void togetherTheyReadWhatEitherReads() {
        Peppers both = peppers(1, 2).with(peppers(2, 3));
        assertThat(both).isEqualTo(peppers(1, 2, 3));
        Pepper other = new Pepper(1, "x".repeat(32));
        assertThat(peppers(1).with(new Peppers(List.of(other)))).isEqualTo(peppers(1));
    }

    @Test
    void oneVersionTwiceIsRefused() {
        assertThatThrownBy(() -> peppers(1, 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(PeppersTest::peppers).isInstanceOf(IllegalArgumentException.class);
    }
}
