package io.raygate.loadtest.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TargetTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:1/",
                "http://127.200.3.4/",
                "http://localhost/",
                "http://[::1]:80/"
            })
    void takesLoopback(String url) {
        assertThat(Target.of(URI.create(url), false).address().isLoopbackAddress()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://192.0.2.1/",
                "http://0.0.0.0/",
                "http://[2001:db8::1]/",
                "http://[::ffff:192.0.2.1]/"
            })
    void refusesOtherAddressesUnlessTold(String url) {
        assertThatThrownBy(() -> Target.of(URI.create(url), false))
                .hasMessageContaining("--allow-remote");
        assertThat(Target.of(URI.create(url), true).address().isLoopbackAddress()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://127.0.0.1/", "/path", "http:/path", "mailto:a@b"})
    void refusesWhatIsNoUrlOfTheWeb(String url) {
        assertThatThrownBy(() -> Target.of(URI.create(url), true))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void keepsPathAndQueryAsTheyAre() {
        assertThat(Target.of(URI.create("http://127.0.0.1/a%2Fb?c=d%20e"), false).path())
                .isEqualTo("/a%2Fb?c=d%20e");
        assertThat(Target.of(URI.create("http://127.0.0.1"), false).path()).isEqualTo("/");
        assertThat(Target.of(URI.create("https://127.0.0.1"), false).port()).isEqualTo(443);
    }
}
