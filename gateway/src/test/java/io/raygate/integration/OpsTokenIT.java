package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.RawSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S-93: the token of the ops listener guards what tells more than a probe needs. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class OpsTokenIT {
    private static final String TOKEN = "scrape-Tok3n_of.some.length+/==";
    private static final List<String> GUARDED = List.of("/metrics?x", "/readyz?verbose");

    @TempDir private static Path folder;
    private static GatewayUnderTest gateway;

    @BeforeAll
    static void start() throws IOException {
        Files.writeString(folder.resolve("token"), TOKEN + "\n");
        gateway = GatewayUnderTest.start(configuration("token"));
    }

    @AfterAll
    static void end() {
        gateway.close();
    }

    private static String configuration(String file) {
        return """
            ops: {address: "127.0.0.1:0", token: {file: "%s"}}
            drain: {delay: 0s, timeout: 1s}
            clusters: {one: {endpoints: [http://127.0.0.1:1], health: off}}
            routes: {all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}}
            """
                .formatted(folder.resolve(file));
    }

    private static String answer(GatewayUnderTest of, String line, String fields)
            throws IOException {
        try (RawSocket client = RawSocket.connect(of.gateway().opsPort())) {
            return client.lines(line + " HTTP/1.1~Host: a~" + fields + "Connection: close~~")
                    .readToEnd();
        }
    }

    private static String get(String path, String fields) throws IOException {
        return answer(gateway, "GET " + path, fields);
    }

    private static String bearer(String token) {
        return "Authorization: Bearer " + token + "~";
    }

    @Test
    void probesNeedNone() throws IOException {
        for (String path : List.of("/livez", "/readyz", "/readyz?x=1")) {
            for (String fields : List.of("", bearer("wrong"), bearer(TOKEN))) {
                assertThat(get(path, fields)).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nok\n");
            }
        }
    }

    @Test
    void whoBringsItSeesAll() throws IOException {
        assertThat(get("/metrics", bearer(TOKEN)))
                .startsWith("HTTP/1.1 200 ")
                .contains("raygate_build_info");
        assertThat(get("/metrics", "authorization: bEARER " + TOKEN + "~"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(get("/readyz?verbose", bearer(TOKEN)))
                .startsWith("HTTP/1.1 200 ")
                .contains("[+]listeners");
        assertThat(answer(gateway, "HEAD /metrics", bearer(TOKEN))).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void whoBringsNothingIsAskedForIt() throws IOException {
        for (String path : GUARDED) {
            for (String method : List.of("GET ", "HEAD ")) {
                assertThat(answer(gateway, method + path, ""))
                        .startsWith("HTTP/1.1 401 ")
                        .contains("www-authenticate: Bearer realm=\"raygate\"\r\n")
                        .contains("cache-control: no-store\r\n")
                        .endsWith("\r\n\r\n");
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Bearer wrong",
                "Bearer",
                "Bearer  " + TOKEN,
                "Bearer " + TOKEN + "=",
                "Bearer scrape-Tok3n_of.some.length+/=",
                "Bearer SCRAPE-TOK3N_OF.SOME.LENGTH+/==",
                "Basic " + TOKEN,
                TOKEN,
                "Bearer " + TOKEN + "\r\nAuthorization: Bearer " + TOKEN,
                "Bearer wrong\r\nAuthorization: Bearer " + TOKEN,
                "Bearer wrong\r\nX-API-Key: " + TOKEN
            })
    void whoBringsSomethingElseIsRefused(String authorization) throws IOException {
        for (String path : GUARDED) {
            try (RawSocket client = RawSocket.connect(gateway.gateway().opsPort())) {
                client.send("GET " + path + "&token=" + TOKEN + " HTTP/1.1\r\nHost: a\r\n");
                client.send("Authorization: " + authorization + "\r\nConnection: close\r\n\r\n");
                assertThat(client.readToEnd())
                        .startsWith("HTTP/1.1 401 ")
                        .contains(
                                "www-authenticate: Bearer realm=\"raygate\", error=\"invalid_token\"\r\n")
                        .endsWith("\r\n\r\n");
            }
        }
    }

    /** An answer for probes tells no strangers what is wrong. */
    @Test
    void whileNotReadyOnlyTheBearerSeesWhy() throws IOException {
        try (GatewayUnderTest ending = GatewayUnderTest.start(configuration("token"))) {
            ending.gateway().drain();
            assertThat(answer(ending, "GET /readyz", ""))
                    .startsWith("HTTP/1.1 503 ")
                    .endsWith("\r\n\r\nnot ready\n");
            assertThat(answer(ending, "GET /readyz", bearer(TOKEN)))
                    .startsWith("HTTP/1.1 503 ")
                    .contains("[-]draining");
        }
    }

    /** S-94: the file is read again, and its content shown nowhere. */
    @Test
    void isReadAgainWhenItsFileChanges() throws IOException {
        Path file = Files.writeString(folder.resolve("rotating"), "first");
        try (GatewayUnderTest rotating = GatewayUnderTest.start(configuration("rotating"))) {
            assertThat(answer(rotating, "GET /metrics", bearer("first"))).contains(" 200 OK");
            Files.writeString(file, "second");
            Awaitility.await()
                    .atMost(60, TimeUnit.SECONDS)
                    .until(
                            () ->
                                    answer(rotating, "GET /metrics", bearer("second"))
                                            .contains(" 200 OK"));
            assertThat(answer(rotating, "GET /metrics", bearer("first"))).contains(" 401 ");
            assertThat(rotating.admin("/v1/config").body())
                    .contains(file.toString())
                    .doesNotContain("second");
        }
    }
}
