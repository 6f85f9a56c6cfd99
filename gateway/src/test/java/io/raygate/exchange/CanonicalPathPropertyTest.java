package io.raygate.exchange;

import io.raygate.exchange.Decision.Proceed;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** S-23 to S-25: the canonical form against an oracle, on arbitrary and on well-aimed input. */
class CanonicalPathPropertyTest {

    @Property
    void arbitraryTextIsJudgedAsTheOracleJudges(
            @ForAll String raw, @ForAll("rules") PathRules rules) {
        PathOracle.judge(raw, rules);
        PathOracle.judge("/" + raw, rules);
    }

    @Property
    void arbitraryOctetsAreJudgedAsTheOracleJudges(
            @ForAll byte[] octets, @ForAll("rules") PathRules rules) {
        PathOracle.judge("/" + new String(octets, StandardCharsets.ISO_8859_1), rules);
    }

    @Property(tries = 5_000)
    void whatAttackersSendIsJudgedAsTheOracleJudges(
            @ForAll("tricks") List<String> parts, @ForAll("rules") PathRules rules) {
        PathOracle.judge("/" + String.join("", parts), rules);
    }

    /** Whatever is legal once escaped passes, and means what was escaped. */
    @Property
    void everyEscapedTextPasses(@ForAll("names") String name) {
        String raw = "/v1/" + escapeAll(name);
        assert CanonicalPath.of(raw, PathRules.STRICT) instanceof Proceed<String> : raw;
        PathOracle.judge(raw, PathRules.STRICT);
    }

    private static String escapeAll(String name) {
        StringBuilder escaped = new StringBuilder();
        for (byte octet : name.getBytes(StandardCharsets.UTF_8)) {
            escaped.append("%%%02x".formatted(octet & 0xFF));
        }
        return escaped.toString();
    }

    @Provide
    Arbitrary<PathRules> rules() {
        return Arbitraries.of(
                PathRules.STRICT,
                new PathRules(true, false),
                new PathRules(false, true),
                new PathRules(true, true));
    }

    @Provide
    Arbitrary<List<String>> tricks() {
        return Arbitraries.of(
                        "/",
                        "//",
                        ".",
                        "..",
                        "%2e",
                        "%2E",
                        "%2f",
                        "%2F",
                        "%5c",
                        "%25",
                        "%",
                        "2",
                        "e",
                        "2e",
                        "25",
                        "41",
                        "%41",
                        "%00",
                        "%3b",
                        "%3B",
                        ";",
                        ";x=1",
                        "\\",
                        "%c3",
                        "%a9",
                        "%c0",
                        "%ae",
                        "%e2%82%ac",
                        "%ed%a0%80",
                        "%f0%9f%98%80",
                        "a",
                        "-",
                        "~",
                        ":",
                        "@",
                        "+",
                        "?",
                        "#",
                        " ",
                        "\u00e9",
                        "\uff0e",
                        "%ef%bc%8e",
                        "api",
                        "nodes",
                        "%2D")
                .list()
                .ofMaxSize(9);
    }

    /**
     * Names without controls, slash, backslash, dots alone, or a percent sign before two digits.
     */
    @Provide
    Arbitrary<String> names() {
        return Arbitraries.strings()
                .ofMinLength(1)
                .filter(
                        name ->
                                name.codePoints()
                                        .allMatch(
                                                c ->
                                                        !Character.isISOControl(c)
                                                                && Character.getType(c)
                                                                        != Character.SURROGATE
                                                                && "/\\.%;".indexOf(c) < 0));
    }
}
