package io.raygate.auth.jwt.fetch;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.pem.PemFile;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.KeyServer;
import io.raygate.testing.SigningKey;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.net.PemTrustOptions;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** S-54, S-55: one fetch from a real server, whatever it answers. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class KeyFetchIT {
    private static final SigningKey KEY = SigningKey.generate("one", "ES256");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration LITTLE_PATIENCE = Duration.ofMillis(200);

    @TempDir private Path folder;

    private final Vertx vertx = Vertx.vertx();
    private KeyServer server;

    @BeforeEach
    void start() {
        server = KeyServer.start(folder).show(KEY);
    }

    @AfterEach
    void end() {
        server.close();
        vertx.close().await();
    }

    private FetchResult fetch(KeyAddress address, Duration timeout, boolean anywhere) {
        return fetch(address, timeout, anywhere, Optional.of(authority(server)));
    }

    private FetchResult fetch(
            KeyAddress address, Duration timeout, boolean anywhere, Optional<PemFile> ca) {
        KeySource source =
                new KeySource(
                        "corp",
                        address,
                        Duration.ofMinutes(10),
                        timeout,
                        Duration.ofHours(24),
                        ca,
                        anywhere);
        return new KeyFetch(vertx, source).run().await();
    }

    private static PemFile authority(KeyServer server) {
        try {
            return new PemFile(Files.readAllBytes(server.authority()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private KeyAddress keys() {
        return new KeyAddress.Given(URI.create(server.url("/keys?a=b")));
    }

    private FetchResult fetch() {
        return fetch(keys(), PATIENCE, true);
    }

    private static String reason(FetchResult result) {
        assertThat(result).isInstanceOf(FetchResult.Failed.class);
        return ((FetchResult.Failed) result).reason();
    }

    @Test
    void fetchesASetFromAServerThatItsAuthorityVouchesFor() {
        assertThat(fetch()).isInstanceOf(FetchResult.Fetched.class);
        assertThat(server.connections().heads())
                .singleElement()
                .asString()
                .startsWith("GET /keys?a=b HTTP/1.1\r\n")
                .containsIgnoringCase("host: localhost:" + server.port());
    }

    @Test
    void takesASetInChunksAndOneThatEndsWithTheConnection() {
        String set = new String(SigningKey.jwks(KEY), StandardCharsets.UTF_8);
        server.run(
                conversation -> {
                    conversation.readHead();
                    conversation.send(
                            "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n"
                                    + Integer.toHexString(set.length())
                                    + "\r\n"
                                    + set
                                    + "\r\n0\r\n\r\n");
                });
        assertThat(fetch()).isInstanceOf(FetchResult.Fetched.class);
        server.run(
                conversation -> {
                    conversation.readHead();
                    conversation.send("HTTP/1.1 200 OK\r\n\r\n" + set);
                });
        assertThat(fetch()).isInstanceOf(FetchResult.Fetched.class);
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                Arguments.of("empty body", "200 OK", "", "JSON"),
                Arguments.of("garbage", "200 OK", "<html>", "JSON"),
                Arguments.of("no keys", "200 OK", "{\"keys\":[]}", "no key"),
                Arguments.of("a secret", "200 OK", "{\"keys\":[{\"kty\":\"oct\"}]}", "secret"),
                Arguments.of("an error", "500 Oops", "{\"keys\":[]}", "status 500"),
                Arguments.of("not there", "404 No", "", "status 404"),
                Arguments.of("no content", "204 No", "", "status 204"),
                Arguments.of("too long", "200 OK", " ".repeat((1 << 20) + 1), "1 MiB"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void failsForEveryOtherAnswer(String name, String status, String body, String reason) {
        server.run(answering("HTTP/1.1 " + status + "\r\n", body));
        assertThat(reason(fetch())).contains(reason);
    }

    private static FaultyUpstream.Script answering(String head, String body) {
        return conversation -> {
            conversation.readHead();
            conversation.send(head + "Content-Length: " + body.length() + "\r\n\r\n" + body);
        };
    }

    @Test
    void followsNoRedirect() {
        String location = "Location: " + server.url("/keys") + "\r\n";
        for (int status : new int[] {301, 302, 303, 307, 308}) {
            server.run(answering("HTTP/1.1 " + status + " Moved\r\n" + location, ""));
            int asked = server.asked();
            assertThat(reason(fetch())).contains("status " + status);
            assertThat(server.asked()).isEqualTo(asked + 1);
        }
    }

    @Test
    void readsNoBodyWithoutEnd() {
        server.run(
                conversation -> {
                    conversation.readHead();
                    conversation.send("HTTP/1.1 200 OK\r\n\r\n");
                    while (true) {
                        conversation.send(" ".repeat(8_192));
                    }
                });
        assertThat(reason(fetch())).contains("1 MiB");
    }

    @Test
    void readsNoHeadWithoutEnd() {
        server.run(
                conversation -> {
                    conversation.readHead();
                    conversation.send("HTTP/1.1 200 OK\r\n");
                    while (true) {
                        conversation.send("X-More: " + "x".repeat(1_000) + "\r\n");
                    }
                });
        assertThat(reason(fetch())).doesNotContain("time");
    }

    @Test
    void takesNoInterimAnswerForAnAnswer() {
        String set = new String(SigningKey.jwks(KEY), StandardCharsets.UTF_8);
        server.run(
                conversation -> {
                    conversation.readHead();
                    conversation.send("HTTP/1.1 103 Early Hints\r\nLink: </x>\r\n\r\n");
                    conversation.send(
                            "HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s"
                                    .formatted(set.length(), set));
                });
        assertThat(fetch()).isInstanceOf(FetchResult.Fetched.class);
    }

    @Test
    void waitsForNoServerThatDrips() {
        server.run(
                conversation -> {
                    conversation.readHead();
                    conversation.send("HTTP/1.1 200 OK\r\n\r\n");
                    while (!conversation.isClosed()) {
                        conversation.send(" ");
                        Thread.onSpinWait();
                    }
                });
        assertThat(fetch(keys(), LITTLE_PATIENCE, true)).isInstanceOf(FetchResult.Failed.class);
    }

    @Test
    void takesNoSetThatWasCutShort() {
        String set = new String(SigningKey.jwks(KEY), StandardCharsets.UTF_8);
        server.run(
                conversation -> {
                    conversation.readHead();
                    conversation.send("HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n" + set);
                });
        assertThat(fetch()).isInstanceOf(FetchResult.Failed.class);
    }

    @Test
    void waitsForNoSilentServer() throws Exception {
        server.run(
                conversation -> {
                    conversation.readHead();
                    conversation.awaitGone();
                });
        assertThat(reason(fetch(keys(), LITTLE_PATIENCE, true))).containsIgnoringCase("time");
        assertThat(server.connections().conversations().getFirst().isGone())
                .as("the connection is not left behind")
                .isTrue();
    }

    @Test
    void failsWhereNobodyListens() throws Exception {
        URI closed = URI.create("https://localhost:" + FaultyUpstream.closedPort() + "/keys");
        assertThat(fetch(new KeyAddress.Given(closed), PATIENCE, true))
                .isInstanceOf(FetchResult.Failed.class);
    }

    @Test
    void tellsNothingToAServerThatNobodyVouchesFor() {
        assertThat(fetch(keys(), PATIENCE, true, Optional.empty()))
                .isInstanceOf(FetchResult.Failed.class);
        assertThat(server.asked()).isZero();
    }

    @Test
    void tellsNothingToAServerOfAnotherName() {
        try (KeyServer other = KeyServer.start(folder, "login.example.com").show(KEY)) {
            URI url = URI.create("https://localhost:" + other.port() + "/keys");
            assertThat(
                            fetch(
                                    new KeyAddress.Given(url),
                                    PATIENCE,
                                    true,
                                    Optional.of(authority(other))))
                    .isInstanceOf(FetchResult.Failed.class);
            assertThat(other.asked()).isZero();
        }
    }

    @Test
    void goesToNoAddressThatIsNotPublicUnlessTold() {
        for (String host : List.of("localhost", "127.0.0.1", "[::1]", "[::ffff:127.0.0.1]")) {
            URI url = URI.create("https://" + host + ":" + server.port() + "/keys");
            assertThat(reason(fetch(new KeyAddress.Given(url), PATIENCE, false)))
                    .contains("not public");
        }
        assertThat(server.connections().conversations()).isEmpty();
    }

    @Test
    void findsTheKeysByDiscovery() {
        server.run(discovered(server.url(""), server.url("/keys")));
        assertThat(fetch(new KeyAddress.Discovered(server.url("")), PATIENCE, true))
                .isInstanceOf(FetchResult.Fetched.class);
        assertThat(server.connections().heads())
                .extracting(head -> head.substring(0, head.indexOf(" HTTP")))
                .containsExactly("GET /.well-known/openid-configuration", "GET /keys");
    }

    @Test
    void believesNoDocumentOfAnotherIssuer() {
        server.run(discovered("https://login.example.com", server.url("/keys")));
        assertThat(reason(fetch(new KeyAddress.Discovered(server.url("")), PATIENCE, true)))
                .contains("another issuer");
        assertThat(server.asked()).isEqualTo(1);
    }

    @Test
    void goesWhereADocumentSaysOnlyByHttps() {
        for (String keys :
                List.of(
                        "http://localhost:" + server.port() + "/keys",
                        "file:///etc/passwd",
                        "/keys",
                        "not an address",
                        "https:///keys")) {
            server.run(discovered(server.url(""), keys));
            assertThat(fetch(new KeyAddress.Discovered(server.url("")), PATIENCE, true))
                    .as(keys)
                    .isInstanceOf(FetchResult.Failed.class);
        }
        assertThat(server.asked()).isEqualTo(5);
    }

    private static FaultyUpstream.Script discovered(String issuer, String keys) {
        String document = "{\"issuer\":\"" + issuer + "\",\"jwks_uri\":\"" + keys + "\"}";
        String set = new String(SigningKey.jwks(KEY), StandardCharsets.UTF_8);
        return conversation -> {
            boolean first = conversation.readHead().startsWith("GET /.well-known/");
            String body = first ? document : set;
            conversation.send(
                    "HTTP/1.1 200 OK\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        };
    }

    private Future<byte[]> get(KeyServer from, boolean anywhere, List<InetAddress> addresses) {
        HttpClient client =
                vertx.createHttpClient(
                        new HttpClientOptions()
                                .setSsl(true)
                                .setTrustOptions(
                                        new PemTrustOptions()
                                                .addCertPath(from.authority().toString())));
        URI uri = URI.create("https://login.example.com:" + from.port() + "/keys");
        return new HttpsGet(client, _ -> Future.succeededFuture(addresses), anywhere).get(uri);
    }

    /** The name, which the address carries and nobody knows here, is not resolved a second time. */
    @Test
    void connectsToTheVeryAddressThatWasChecked() throws Exception {
        try (KeyServer named = KeyServer.start(folder, "login.example.com").show(KEY)) {
            byte[] loopback = {127, 0, 0, 1};
            List<InetAddress> found =
                    List.of(InetAddress.getByAddress("login.example.com", loopback));
            assertThat(get(named, true, found).await()).isEqualTo(SigningKey.jwks(KEY));
        }
    }

    @Test
    void triesTheNextAddressWhereOneTakesNoConnection() throws Exception {
        try (KeyServer named = KeyServer.start(folder, "login.example.com").show(KEY)) {
            List<InetAddress> found =
                    List.of(InetAddress.ofLiteral("127.0.0.2"), InetAddress.ofLiteral("127.0.0.1"));
            assertThat(get(named, true, found).await()).isEqualTo(SigningKey.jwks(KEY));
        }
    }

    /** A name with a public and a private address may be an attempt to get the second asked. */
    @Test
    void oneAddressThatIsNotPublicRefusesTheName() {
        List<InetAddress> found =
                List.of(InetAddress.ofLiteral("1.1.1.1"), InetAddress.ofLiteral("127.0.0.1"));
        assertThat(get(server, false, found).transform(Future::succeededFuture).await().cause())
                .hasMessageContaining("not public");
        assertThat(server.connections().conversations()).isEmpty();
    }

    @Test
    void aNameWithoutAddressIsRefused() {
        assertThat(get(server, true, List.of()).transform(Future::succeededFuture).await().cause())
                .hasMessageContaining("no address");
    }
}
