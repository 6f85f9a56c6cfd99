package io.raygate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S-09: what is a valid Host. */
class AuthorityTest {

    @ParameterizedTest
    @CsvSource({
        "example.com, example.com, -1",
        "EXAMPLE.com:8443, example.com, 8443",
        "example.com., example.com., -1",
        "example.com:, example.com, -1",
        "a, a, -1",
        "my_service-1~x:1, my_service-1~x, 1",
        "127.0.0.1:65535, 127.0.0.1, 65535",
        "[::1], [::1], -1",
        "[::1]:, [::1], -1",
        "[2001:DB8::1]:443, [2001:db8::1], 443",
        "[::ffff:10.0.0.1], [::ffff:10.0.0.1], -1",
    })
    void readsHostAndPort(String text, String host, int port) {
        assertThat(Authority.parse(text)).isEqualTo(new Authority(host, port));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ":",
                ":80",
                "a b",
                "a,b",
                "a, b",
                "user@a",
                "user:pw@a",
                "a/b",
                "/",
                "a?b",
                "a#b",
                "a\\b",
                "http://a",
                "a:b",
                "a:-1",
                "a:+1",
                "a: 1",
                "a:1 ",
                " a",
                "a:0",
                "a:65536",
                "a:000080",
                "a:99999999999",
                "a:80:80",
                "a\tb",
                "a\u0000",
                "\u00e9.example",
                "a%62c",
                "::1",
                "[::1",
                "::1]",
                "[]",
                "[1.2.3.4]",
                "[::1%25eth0]",
                "[::1%eth0]",
                "[v1.x]",
                "[::1]x",
                "[::1]:x",
                "[g::1]",
                "[1:2:3]",
                "[::1]]",
                ".",
                "..",
                ".a",
                "a..b",
                "a;b",
                "a'b",
                "a\"b",
                "a<b",
                "*",
                "a$b",
                "a=b",
                "a&b",
            })
    void refusesWhatIsNoHost(String text) {
        assertThat(Authority.parse(text)).isNull();
    }

    @ParameterizedTest
    @ValueSource(ints = {255, 256})
    void boundsTheHost(int length) {
        assertThat(Authority.parse("a".repeat(length)) == null).isEqualTo(length > 255);
    }
}
