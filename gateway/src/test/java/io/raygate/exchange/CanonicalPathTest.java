package io.raygate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Decision.Proceed;
import io.raygate.exchange.Decision.Refuse;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S-23 to S-26: the one canonical form of a path, and what has none. */
class CanonicalPathTest {
    private static final PathRules LENIENT = new PathRules(true, true);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1/chat/completions",
                "/v1/",
                "/a/b.c/d..e/...",
                "/..a/.b/a..",
                "/-._~!$&'()*+,=:@/x",
                "/%20/%C3%A9/%E2%82%AC/%F0%9F%98%80",
                "/%25",
                "/100%25",
                "/%25zz",
                "/%25A",
                "/%25%2B1",
                "/a%3Bb",
                "/a%3Fb%23c%5Bd%5D",
                "/%C2%A0/%DF%BF/%E0%A0%80/%E1%80%80/%EC%BF%BF/%ED%80%80/%ED%9F%BF/%EE%80%80",
                "/%EF%BF%BD/%F0%90%80%80/%F1%80%80%80/%F3%BF%BF%BF/%F4%80%80%80/%F4%8F%BF%BF",
                "/%EF%BC%8E%EF%BC%8E",
            })
    void leavesWhatIsCanonicalAsItIs(String path) {
        assertThat(CanonicalPath.of(path, PathRules.STRICT)).isEqualTo(new Proceed<>(path));
    }

    @ParameterizedTest
    @CsvSource({
        "/%65cho, /echo",
        "/%41%7a%30, /Az0",
        "/%2D/healthz, /-/healthz",
        "/%7euser, /~user",
        "/a%2eb, /a.b",
        "/%2e%2e%2e, /...",
        "/%c3%a9, /%C3%A9",
        "/a%3ab, /a%3Ab",
        "/%5f%2a, /_%2A",
    })
    void decodesUnreservedCharactersAndRaisesTheOtherEscapes(String raw, String canonical) {
        assertThat(CanonicalPath.of(raw, PathRules.STRICT)).isEqualTo(new Proceed<>(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // not a path
                "",
                "x",
                "*",
                "a/b",
                "http://a/",
                "%2Fa",
                // invalid escapes
                "/%",
                "/%4",
                "/%4g",
                "/%g4",
                "/a%",
                "/%u0041",
                "/%-1",
                "/% 1",
                "/%+1",
                "/%%41",
                // escaped separators, NUL and controls
                "/a%2fb",
                "/a%2Fb",
                "/%2F",
                "/a%5cb",
                "/a%5C..%5Cb",
                "/a%00",
                "/%00",
                "/a%0d%0ab",
                "/%09",
                "/%1F",
                "/%7f",
                "/%c2%80",
                "/%C2%9f",
                "/%C2%85",
                // an escape of an escape, also one that appears only by decoding
                "/%252e%252e/x",
                "/%2500",
                "/%25%32%65",
                "/%2525",
                "/a%25%34%31",
                "/%25%3241",
                // raw characters
                "/a\\b",
                "/..\\x",
                "/a;b",
                "/a;",
                "/a#b",
                "/a b",
                "/a\tb",
                "/a\u0000",
                "/a\u007f",
                "/\u00e9",
                "/\u20ac",
                "/\ud83d\ude00",
                "/\uff0e\uff0e/x",
                "/a\rb",
                "/a\nb",
                "/a\"b",
                "/<x>",
                "/a^b",
                "/a`b",
                "/{x}",
                "/a|b",
                "/[x]",
                "/a?b",
                // ill-formed UTF-8
                "/%ff",
                "/%80",
                "/%c3",
                "/%c3x",
                "/%c3%28",
                "/%c0%ae%c0%ae",
                "/%c0%af",
                "/%e0%80%af",
                "/%ed%a0%80",
                "/%f4%90%80%80",
                "/%f5%80%80%80",
                "/%e2%82",
                "/%c3%41",
                "/%c3/%a9",
                "/%f0%80%80%af",
                "/%C1%9C",
                "/%e2%28%a1",
                "/%e0%9f%bf",
                "/%ed%bf%bf",
                "/%f0%8f%bf%bf",
                "/%f4%90%80%80",
                "/%c2%c2",
                "/%c2%7f",
                "/%e1%80%c0",
                "/%ef%bf",
                "/%f0%90%80",
                "/%c3%a9%a9",
                "/%fe",
                "/%c2%c0",
                // empty segments
                "//",
                "//a",
                "/a//b",
                "/a//",
                "///",
                "//evil.example/x",
                "/-//healthz",
                // dot segments in any encoding
                "/.",
                "/..",
                "/./a",
                "/a/./b",
                "/a/.",
                "/a/..",
                "/a/../b",
                "/../a",
                "/%2e",
                "/%2E%2E",
                "/a/%2e%2e/b",
                "/a/.%2e/b",
                "/a/%2e./b",
                "/a/%2e/",
                "/./",
                "/../",
                "/a/..%3bx/b",
                "/a/.%3Bx",
                "/..%3B",
            })
    void refusesWhatTwoParsersMayReadInTwoWays(String raw) {
        assertThat(CanonicalPath.of(raw, PathRules.STRICT))
                .isInstanceOfSatisfying(
                        Refuse.class,
                        refusal -> {
                            assertThat(refusal.rejection().code())
                                    .isEqualTo(RejectionCode.INVALID_PATH);
                            assertThat(refusal.rejection().close()).isTrue();
                        });
    }

    @ParameterizedTest
    @CsvSource({
        "/a%2fb, /a%2Fb",
        "/model/https:%2F%2Fhub%2fx, /model/https:%2F%2Fhub%2Fx",
        "/a;v=1/b, /a;v=1/b",
        "/a;, /a;",
        "/a..;x, /a..;x",
    })
    void keepsEncodedSlashesAndParametersWhereARouteAllowsThem(String raw, String canonical) {
        assertThat(CanonicalPath.of(raw, LENIENT)).isEqualTo(new Proceed<>(canonical));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a%2f..%2fb",
                "/a%2F..",
                "/..%2fa",
                "/%2e%2e%2fa",
                "/a%2f.%2fb",
                "/a/.%2Fb",
                "/%2F..",
                "/..;/a",
                "/a/..;x=1/b",
                "/a/.;",
                "/%2e%2e;x/a",
                "/a%2F..;x%2Fb",
                "/a%2f..%3bx",
                "/;x/a",
                "/a/;",
                "/a%2F;x",
                "/a%5cb;x",
                "/a//b;x",
            })
    void refusesDotSegmentsBehindEncodedSlashesAndBeforeParameters(String raw) {
        assertThat(CanonicalPath.of(raw, LENIENT)).isInstanceOf(Refuse.class);
    }

    @ParameterizedTest
    @CsvSource({
        "/a, true, true, true, true",
        "/a%2Fb, false, true, false, true",
        "/a;b, false, false, true, true",
        "/a%2Fb;c, false, false, false, true",
    })
    void tellsARouteWhetherItAllowsWhatThePathUses(
            String path, boolean strict, boolean slash, boolean parameters, boolean both) {
        assertThat(PathRules.STRICT.permits(path)).isEqualTo(strict);
        assertThat(new PathRules(true, false).permits(path)).isEqualTo(slash);
        assertThat(new PathRules(false, true).permits(path)).isEqualTo(parameters);
        assertThat(LENIENT.permits(path)).isEqualTo(both);
    }

    @ParameterizedTest
    @CsvSource({
        "/a/b, /a/b",
        "/a%3Bb, /a;b",
        "/a%3Bb/c, /a;b/c",
        "/a%3Ab, /a:b",
        "/%21%24%26%27%28%29%2A%2B%2C%3D%40, '/!$&''()*+,=@'",
        "/a%20%C3%A9%25%7C, /a%20%C3%A9%25%7C",
        "/a%2Fb, /a/b",
        "/a%2F%2Fb/, /a/b/",
        "/a;x=1/b, /a/b",
        "/a;x%2Fb;y, /a/b",
        "/a;x;y, /a",
    })
    void tellsHowAnUpstreamMayReadIt(String path, String read) {
        assertThat(CanonicalPath.asUpstreamReads(path)).isEqualTo(read);
    }
}
