package io.raygate.forward;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Redirects of endpoints (S-36). */
class LocationsTest {

    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8000/x?y=1#z, /x?y=1#z",
        "HTTP://127.0.0.1:8000, /",
        "http://127.0.0.1:8000?y, /?y",
        "//127.0.0.1:8000/x, /x",
        "http://user:secret@127.0.0.1:8000/x, /x",
        "http:/127.0.0.1:8000/x, /x",
        "http:\\\\127.0.0.1:8000\\x, /./\\x",
        "http://127.0.0.1:80/x, http://127.0.0.1:80/x",
        "http://127.0.0.1:8000.evil.example/x, http://127.0.0.1:8000.evil.example/x",
        "http://127.0.0.1:8000@evil.example/x, http://127.0.0.1:8000@evil.example/x",
        "https://login.example.com/x, https://login.example.com/x",
        "/x, /x",
        "x, x",
        "'', ''"
    })
    void anEndpointIsNotNamed(String location, String relative) {
        assertThat(passed(location)).isEqualTo(relative);
    }

    /** What is left may not name another host either. */
    @ParameterizedTest
    @CsvSource({
        "http://127.0.0.1:8000//evil.example/x, /.//evil.example/x",
        "http://127.0.0.1:8000/\\evil.example/x, /./\\evil.example/x",
        "http://127.0.0.1:8000\\\\evil.example, /./\\\\evil.example"
    })
    void noOtherHostAppearsInItsPlace(String location, String relative) {
        assertThat(passed(location)).isEqualTo(relative);
    }

    private static String passed(String location) {
        return Locations.relative(location, Orders.cluster("stable", 8000).endpoints());
    }
}
