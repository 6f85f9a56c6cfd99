package io.raygate.readme;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** What of a Markdown file is run. */
class ReadmeScriptTest {
    @Test
    void runsMarkedBlocksAndHiddenLinesInOrderAndNothingElse() {
        String markdown =
                """
                # Title
                curl not-me
                ```sh
                not me either
                ```
                ```sh test
                first
                second
                ```
                <!-- test: wait for it -->
                <!-- a remark -->
                ```yaml test=a.yaml
                key: $VALUE
                ```
                ```sh test
                last
                ```
                """;

        assertThat(ReadmeScript.of(markdown.lines().toList()))
                .isEqualTo(
                        """
                        first
                        second
                        wait for it
                        cat >a.yaml <<'END_OF_FILE'
                        key: $VALUE
                        END_OF_FILE
                        last""");
    }
}
