package io.raygate.limit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.raygate.exchange.Usage;
import org.junit.jupiter.api.Test;

/** What is expected of an answer, by those before. */
class MeansTest {
    private final Means means = new Means();

    private static Usage output(long tokens) {
        return new Usage(10, 0, tokens, 0);
    }

    @Test
    void assumesSomethingBeforeThereWasOne() {
        assertThat(means.of("r", "m").output()).isEqualTo(256);
        assertThat(means.of("r", "m").isCertain()).isFalse();
    }

    @Test
    void theFirstOnesCountAlikeAndLaterOnesMoreThanThoseLongAgo() {
        means.learn("r", "m", output(100), 0);
        assertThat(means.of("r", "m").output()).isEqualTo(100);
        means.learn("r", "m", output(200), 0);
        assertThat(means.of("r", "m").output()).isEqualTo(150);
        for (int i = 0; i < 200; i++) {
            means.learn("r", "m", output(1_000), 0);
        }
        assertThat(means.of("r", "m").output()).isCloseTo(1_000, within(1.0));
        assertThat(means.of("r", "m").isCertain()).isTrue();
    }

    @Test
    void eachRouteAndModelHasItsOwn() {
        means.learn("r", "m", output(100), 0);
        means.learn("r", "n", output(7), 0);
        means.learn("s", "m", output(5), 0);
        assertThat(means.of("r", "m").output()).isEqualTo(100);
        assertThat(means.of("r", "n").output()).isEqualTo(7);
        assertThat(means.of("s", null).output()).isEqualTo(256);
    }

    @Test
    void timeIsLearnedWhereNothingCountsTokens() {
        means.learn("r", null, null, 4_000);
        means.learn("r", null, null, 2_000);
        assertThat(means.of("r", null).gpuMilliSeconds()).isEqualTo(3_000);
        assertThat(means.of("r", null).isCertain()).isFalse();
    }

    /** Callers choose the names of models. */
    @Test
    void thoseThatAreTooManyShareOne() {
        for (int i = 0; i < 3 * Means.MOST; i++) {
            means.learn("r", "m" + i, output(50), 0);
            means.learn("r", "x".repeat(300) + i, output(50), 0);
        }
        assertThat(means.size()).isLessThanOrEqualTo(Means.MOST + 1);
        assertThat(means.of("r", "never seen").output()).isCloseTo(50, within(1.0));
    }
}
