package io.raygate.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever a file holds, loading it comes to a configuration or to faults with a place (S-108). */
class LoaderFuzzTest {

    private static void holds(byte[] content) {
        if (Configs.load(content) instanceof ConfigProblems problems) {
            assertThat(problems.faults())
                    .isNotEmpty()
                    .allSatisfy(it -> assertThat(it.position().line()).isPositive())
                    .allSatisfy(it -> assertThat(it.position().column()).isPositive())
                    .allSatisfy(it -> assertThat(it.message()).isNotEmpty());
        }
    }

    @Property
    void anyBytes(@ForAll byte[] content) {
        holds(content);
    }

    @Property
    void anyText(@ForAll String content) {
        holds(content.getBytes(StandardCharsets.UTF_8));
    }

    @Property
    void piecesOfYaml(@ForAll("pieces") String content) {
        holds(content.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> pieces() {
        return Arbitraries.of(
                        "a",
                        "version: 1",
                        ": ",
                        "- ",
                        "\n",
                        "\n  ",
                        "[",
                        "]",
                        "{",
                        "}",
                        ", ",
                        "? ",
                        "&a ",
                        "*a",
                        "!!str ",
                        "!x ",
                        "|",
                        ">-",
                        "'",
                        "\"",
                        "#",
                        "---\n",
                        "...\n",
                        "%YAML 9999999999.1\n",
                        "%TAG ! x\n",
                        "\t",
                        "\\x",
                        "${A",
                        "}",
                        "~",
                        "é",
                        "\u2028",
                        "\r",
                        "routes:",
                        "<<")
                .list()
                .ofMaxSize(30)
                .map(parts -> String.join("", parts));
    }

    /** A good file with a piece cut out, doubled or overwritten. */
    @Property
    void damagedConfigurations(@ForAll("damaged") String content) {
        holds(content.getBytes(StandardCharsets.UTF_8));
    }

    @Provide
    Arbitrary<String> damaged() {
        int length = Configs.BASE.length();
        Arbitrary<Integer> place = Arbitraries.integers().between(0, length);
        Arbitrary<String> piece =
                Arbitraries.oneOf(
                        Arbitraries.of(
                                "", ": ", "{", "]", "\n", "\"", "&a", "*a", "!", "0", "off", "${"),
                        place.map(at -> Configs.BASE.substring(at, Math.min(length, at + 20))));
        return Combinators.combine(place, Arbitraries.integers().between(0, 40), piece)
                .as(
                        (at, cut, put) ->
                                Configs.BASE.substring(0, at)
                                        + put
                                        + Configs.BASE.substring(Math.min(length, at + cut)));
    }

    @Property
    void truncatedConfigurations(@ForAll @IntRange(max = 2_000) int length) {
        byte[] whole = Configs.BASE.getBytes(StandardCharsets.UTF_8);
        holds(java.util.Arrays.copyOf(whole, Math.min(length, whole.length)));
    }
}
