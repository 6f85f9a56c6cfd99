package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.RawSocket;
import io.raygate.testing.TestCertificates;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** S-88, S-93: the ports for operators and their tools. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class OperatorsIT {
    private static final String ROUTES =
            """
            auth: {throttle: off}
            clusters: {one: {endpoints: [http://127.0.0.1:1], health: off}}
            routes: {all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}}
            """;

    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() {
        gateway = GatewayUnderTest.start(ROUTES);
    }

    @AfterAll
    static void end() {
        gateway.close();
    }

    private static String ops(String head) throws IOException {
        return answer(gateway.gateway().opsPort(), head);
    }

    private static String admin(String head) throws IOException {
        return answer(gateway.gateway().adminPort(), head);
    }

    private static String answer(int port, String head) throws IOException {
        try (RawSocket client = RawSocket.connect(port)) {
            return client.lines(head + "Connection: close~~").readToEnd();
        }
    }

    /** S-93. */
    @ParameterizedTest
    @ValueSource(strings = {"/livez", "/readyz", "/readyz?verbose", "/metrics"})
    void opsAnswersGetAndHeadOnThreePaths(String path) throws IOException {
        assertThat(ops("GET " + path + " HTTP/1.1~Host: a~"))
                .startsWith("HTTP/1.1 200 ")
                .contains("cache-control: no-store");
        assertThat(ops("HEAD " + path + " HTTP/1.1~Host: a~"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\n");
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
            assertThat(ops(method + " " + path + " HTTP/1.1~Host: a~Content-Length: 0~"))
                    .startsWith("HTTP/1.1 405 ")
                    .contains("allow: GET, HEAD\r\n");
        }
    }

    /** S-93. */
    @ParameterizedTest
    @ValueSource(
            strings = {"/", "/a", "/livez/", "/LIVEZ", "/x/../livez", "/v1/config", "/metrics/x"})
    void opsHasNothingElse(String path) throws IOException {
        assertThat(ops("GET " + path + " HTTP/1.1~Host: a~")).startsWith("HTTP/1.1 404 ");
    }

    /** S-93: nothing that a caller chooses becomes a label. */
    @Test
    void labelsAreBounded() {
        gateway.get("/nowhere");
        gateway.send(gateway.anonymous("/nowhere").header("X-API-Key", "wrong"));
        long before = samples();
        for (int i = 0; i < 50; i++) {
            gateway.get("/nowhere/" + i);
            gateway.send(
                    gateway.anonymous("/nowhere/" + i)
                            .header("X-API-Key", "wrong-" + i)
                            .header("User-Agent", "agent-" + i));
        }
        assertThat(samples()).isEqualTo(before);
        assertThat(gateway.ops("/metrics").body()).doesNotContain("nowhere", "agent-", "wrong");
    }

    private static long samples() {
        gateway.awaitSettled();
        return gateway.ops("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("raygate_"))
                .count();
    }

    /** S-88. */
    @ParameterizedTest
    @CsvSource({
        "localhost, 200",
        "LOCALHOST:9090, 200",
        "127.0.0.1:1, 200",
        "[::1]:9090, 200",
        "rebound.example, 421",
        "localhost.rebound.example, 421",
        "127.0.0.1.rebound.example, 421",
        "127.0.0.2, 421",
        "'localhost~Host: rebound.example', 421",
        "'rebound.example~Host: localhost', 421"
    })
    void adminKnowsItsNames(String host, int status) throws IOException {
        for (String path : List.of("/v1/status", "/v1/config")) {
            assertThat(admin("GET " + path + " HTTP/1.1~Host: " + host + "~"))
                    .startsWith("HTTP/1.1 " + status + " ")
                    .contains("cache-control: no-store", "x-content-type-options: nosniff");
        }
    }

    /** S-88. */
    @Test
    void adminOnlyReadsAndAllowsNoOtherOrigin() throws IOException {
        for (String method : List.of("POST", "PUT", "DELETE", "OPTIONS", "PATCH")) {
            assertThat(
                            admin(
                                    method
                                            + " /v1/config HTTP/1.1~Host: localhost~"
                                            + "Origin: http://localhost~Content-Length: 0~"))
                    .startsWith("HTTP/1.1 405 ")
                    .contains("allow: GET, HEAD\r\n")
                    .doesNotContainIgnoringCase("access-control-");
        }
        assertThat(admin("GET /v1/config HTTP/1.1~Host: localhost~Origin: http://localhost~"))
                .startsWith("HTTP/1.1 200 ")
                .doesNotContainIgnoringCase("access-control-");
        assertThat(admin("GET /v1/config HTTP/1.1~")).startsWith("HTTP/1.1 421 ");
    }

    /** S-88. */
    @Test
    void noPublicPathIsAnOperators() {
        for (String path : List.of("/v1/config", "/v1/status", "/livez", "/readyz", "/metrics")) {
            assertThat(gateway.get(path).statusCode()).isEqualTo(404);
            assertThat(gateway.send(gateway.anonymous(path)).statusCode()).isEqualTo(401);
        }
    }

    /** S-93: what the list of metrics promises must be there, and be the end of what is shown. */
    @Test
    void tellsWhenTheFirstCertificateEnds(@TempDir Path folder) {
        Instant end = Instant.now().plus(Duration.ofDays(3)).truncatedTo(ChronoUnit.SECONDS);
        TestCertificates certificates = new TestCertificates(folder);
        certificates.install(
                "tls", certificates.issue(Algorithm.ecp256, end, "localhost"), "localhost");
        String listeners =
                """
                {http: {address: "127.0.0.1:0"}, https: {address: "127.0.0.1:0", tls: {certificates: [
                   {names: [localhost], certificate: "%s", key: {file: "%s"}}]}}}
                """
                        .formatted(folder.resolve("tls.crt"), folder.resolve("tls.key"))
                        .replace("\n", " ");
        try (GatewayUnderTest secure = GatewayUnderTest.start(ROUTES, listeners)) {
            assertThat(
                            secure.metric(
                                    "raygate_certificate_expiry_timestamp_seconds"
                                            + "{listener=\"https\"}"))
                    .isEqualTo((double) end.getEpochSecond());
        }
    }
}
