package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.RawSocket;
import io.raygate.testing.TestCertificates;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** One line an exchange with the fields of the list, whatever a client sends (S-96). */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class AccessLogIT {
    @TempDir private static Path folder;

    private static GatewayUnderTest gateway;

    private static final String ROUTES =
            """
            clusters: {one: {endpoints: [http://127.0.0.1:1], health: off}}
            routes: {all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}}
            """;

    @BeforeAll
    static void start() {
        var certificates = new TestCertificates(folder);
        certificates.install("tls", certificates.issue(Algorithm.ecp256, "localhost"), "localhost");
        gateway =
                GatewayUnderTest.start(
                        ROUTES,
                        """
                        {http: {address: "127.0.0.1:0"},
                         https: {address: "127.0.0.1:0", tls: {certificates: [
                           {names: [localhost], certificate: "%s", key: {file: "%s"}}]}}}
                        """
                                .formatted(folder.resolve("tls.crt"), folder.resolve("tls.key"))
                                .replace("\n", " "));
    }

    @AfterAll
    static void end() {
        gateway.close();
    }

    /** What the client can quote must be found, above all where the request was broken. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET //x HTTP/1.1~Host: a~~",
                "GET / HTTP/1.1~Host: a~Host: b~~",
                "GET / HTTP/1.1~Host: a~Content-Length: 1~Transfer-Encoding: chunked~~",
                "TRACE / HTTP/1.1~Host: a~~",
                "GET /nowhere HTTP/1.1~Host: a~Connection: close~~",
                "no request at all~~"
            })
    void everyRefusalIsLoggedUnderTheIdThatTheClientGot(String request) throws IOException {
        try (RawSocket client = RawSocket.connect(gateway.port())) {
            String answer = client.lines(request).readToEnd();
            JsonObject line = gateway.logLine(field(answer, "x-request-id"));
            assertThat(line.getString("client.address")).isEqualTo("127.0.0.1");
            assertThat(line.getString("trace_id")).hasSize(32);
            assertThat(line.getString("raygate.code")).isEqualTo(field(answer, "x-raygate-code"));
            assertThat(line.getInteger("http.response.status_code").toString())
                    .isEqualTo(answer.substring(9, 12));
            assertThat(line.getInteger("http.response.body.size").toString())
                    .isEqualTo(field(answer, "content-length"));
        }
    }

    /** S-96: client text stays in its field, and fields and lines within their bounds. */
    @Test
    void noClientTextLeavesItsField() throws IOException {
        String forged = "\",\"raygate.tenant\":\"evil\u00e2\u0080\u00a8\u202e%n%s${jndi:x}\\";
        try (RawSocket client = RawSocket.connect(gateway.port())) {
            client.send("GET /a/" + "p".repeat(6000) + " HTTP/1.1\r\nHost: a\r\n")
                    .send("User-Agent: " + forged.replace("\u202e", "") + "u".repeat(7000))
                    .send("\r\nX-Request-Id: \"forged\" " + "i".repeat(7000))
                    .send("\r\nConnection: close\r\n\r\n");
            JsonObject line = gateway.logLine(field(client.readToEnd(), "x-request-id"));
            assertThat(line.containsKey("raygate.tenant")).isFalse();
            assertThat(line.getString("user_agent.original")).startsWith("\",\"raygate.tenant");
            assertThat(line.getString("client_request_id")).startsWith("\"forged\" iii");
            assertThat(line.encode().getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(8192);
            for (String name : line.fieldNames()) {
                assertThat(String.valueOf(line.getValue(name)).length())
                        .as(name)
                        .isLessThan(1024 + 8);
            }
        }
    }

    @Test
    void tellsTheVersionOfTls() throws IOException {
        var socket =
                TestCertificates.believing()
                        .getSocketFactory()
                        .createSocket("localhost", gateway.port("https"));
        try (RawSocket client = RawSocket.of(socket)) {
            client.lines("GET /secure HTTP/1.1~Host: localhost~Connection: close~~");
            JsonObject line = gateway.logLine(field(client.readToEnd(), "x-request-id"));
            assertThat(line.getString("tls.protocol.version")).isEqualTo("1.3");
            assertThat(line.getString("network.protocol.version")).isEqualTo("1.1");
        }
    }

    /** Lines wait for company, but not beyond the end of the listener that they are about. */
    @Test
    void theLastLinesComeBeforeTheEnd() {
        GatewayUnderTest ending = GatewayUnderTest.start(ROUTES);
        String id = ending.get("/a").headers().firstValue("x-request-id").orElseThrow();
        ending.close();
        assertThat(ending.logLine(id).getInteger("http.response.status_code")).isEqualTo(502);
    }

    private static String field(String answer, String name) {
        int at = answer.toLowerCase(Locale.ROOT).indexOf("\r\n" + name + ": ");
        assertThat(at).as(answer).isPositive();
        int start = at + name.length() + 4;
        return answer.substring(start, answer.indexOf("\r\n", start));
    }
}
