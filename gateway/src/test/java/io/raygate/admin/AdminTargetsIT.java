package io.raygate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.RawSocket;
import io.raygate.testing.RememberedLog;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Targets that are none of a path, of which the router makes what it likes. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class AdminTargetsIT {
    private static final Logger ALL = Logger.getLogger("");

    private final RememberedLog logged = new RememberedLog();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "OPTIONS *",
                "CONNECT 127.0.0.1:1",
                "GET http://127.0.0.1/openapi.json",
                "GET http://elsewhere.example/openapi.json",
                "GET openapi.json"
            })
    void isAProblemAndNoErrorOfOurs(String line) throws IOException {
        ALL.addHandler(logged);
        try (AdminUnderTest admin = AdminUnderTest.start();
                RawSocket socket = RawSocket.connect(admin.gateway().gateway().adminPort())) {
            String answer = socket.lines(line + " HTTP/1.1~Host: 127.0.0.1~~").readAnswer();
            assertThat(answer).startsWith("HTTP/1.1 400").contains("application/problem+json");
            JsonObject problem = new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
            assertThat(problem.getString("code")).isEqualTo("invalid_request");
            assertThat(problem.getString("detail")).isEqualTo("A target here begins with /");
            assertThat(problem.getString("instance")).isNotEqualTo("null");
        } finally {
            ALL.removeHandler(logged);
        }
        assertThat(logged.lines()).noneMatch(one -> one.getLevel().equals(Level.SEVERE));
    }
}
