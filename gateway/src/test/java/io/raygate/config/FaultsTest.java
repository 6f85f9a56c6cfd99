package io.raygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Each fault stands alone in a configuration that is right otherwise, and is named with its line
 * and column (S-97). A row of the table: a piece of the base, what stands there instead ({@code ⏎}
 * is a line end), how the fault's text starts.
 */
class FaultsTest {

    @Test
    void findsNothingWrongInTheBase() {
        assertThat(Configs.load(Configs.BASE)).isInstanceOf(LoadedConfig.class);
    }

    @ParameterizedTest(name = "{1}")
    @CsvFileSource(resources = "faults.csv", delimiter = '|', quoteCharacter = '`')
    void namesTheFault(String from, @Nullable String to, String expected) {
        String yaml = Configs.changed(from, (to == null ? "" : to).replace("⏎", "\n"));
        assertThat(Configs.faults(Configs.load(yaml)))
                .singleElement()
                .asString()
                .startsWith(expected);
    }

    @Test
    void namesAllFaultsAtOnceFromTopToBottom() {
        String yaml =
                Configs.BASE
                        .replace("{head: 10s}", "{head: 10, total: x}")
                        .replace("{budget: 10%}", "{buget: 10%}")
                        .replace("{main: 1}", "{nowhere: 1}");
        assertThat(Configs.faults(Configs.load(yaml)))
                .satisfiesExactly(
                        it -> assertThat(it).startsWith("6:18: timeouts.head: "),
                        it -> assertThat(it).startsWith("6:29: timeouts.total: "),
                        it -> assertThat(it).startsWith("8:9: retry.buget: "),
                        it ->
                                assertThat(it)
                                        .startsWith("18:23: routes.chat.split.weights.nowhere: "));
    }

    @Test
    void stopsAtTwoHundredFaults() {
        StringBuilder yaml = new StringBuilder(Configs.BASE);
        for (int i = 0; i < 1_000; i++) {
            yaml.append("unknown").append(i).append(": 1\n");
        }
        assertThat(Configs.faults(Configs.load(yaml.toString()))).hasSize(200);
    }
}
