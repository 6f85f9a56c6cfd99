package io.raygate.integration;

import static io.raygate.testing.Crlf.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.GatewayParts;
import io.raygate.auth.CredentialHash;
import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.auth.jwt.Revocation;
import io.raygate.tenant.TenantId;
import io.raygate.tenant.TenantWords;
import io.raygate.testing.Conversation;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.ManualClock;
import io.raygate.testing.RawSocket;
import io.raygate.testing.SigningKey;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** S-62: each minute a WebSocket's caller must still be one that would be let in. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class WebSocketGrantIT {
    private static final SigningKey KEY = SigningKey.generate("k-1", "ES256");

    /** The example of RFC 6455, 1.3. */
    private static final String SWITCHING =
            lines(
                    "HTTP/1.1 101 Switching Protocols",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=",
                    "",
                    "");

    private static final String TEXT = "\u0081\u0005";
    private static final String POLICY_VIOLATION = "\u0088\u0002\u0003\u00f0";

    /** A minute, and what the timing wheel may be late. */
    private static final Duration PERIOD = Duration.ofSeconds(61);

    @TempDir private Path folder;
    private final ManualClock clock = new ManualClock();
    private final GatewayParts parts = GatewayUnderTest.parts(clock).withNanos(clock);
    private FaultyUpstream upstream;
    private GatewayUnderTest gateway;
    private RawSocket client;

    @BeforeEach
    void start() throws IOException {
        upstream = FaultyUpstream.start(WebSocketGrantIT::echo);
        Files.write(folder.resolve("keys.jwks"), SigningKey.jwks(KEY));
        gateway = GatewayUnderTest.start(yaml("tenants: all"), parts);
        client = RawSocket.connect(gateway.port());
    }

    @AfterEach
    void end() throws IOException {
        client.close();
        gateway.close();
        upstream.close();
    }

    private String yaml(String granted) {
        return """
            auth:
              jwt: {corp: {issuer: "https://corp.example.com", audiences: [raygate], jwks: {file: "%s/keys.jwks"}}}
            clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off}}
            routes:
              ws: {match: {path: /ws}, auth: [jwt.corp, apiKeys], websocket: true, %s, split: {weights: {one: 1}}}
            """
                .formatted(folder, upstream.port(), granted);
    }

    /** Answers each five bytes with a text frame of them. */
    private static void echo(Conversation conversation) throws Exception {
        conversation.readHead();
        conversation.send(SWITCHING);
        while (true) {
            conversation.send(TEXT + new String(conversation.read(5), StandardCharsets.ISO_8859_1));
        }
    }

    private String token() {
        long now = clock.instant().getEpochSecond();
        return KEY.sign(
                """
                {"iss":"https://corp.example.com","aud":"raygate","sub":"alice","tenant":"acme","jti":"t-1","iat":%d,"exp":%d}"""
                        .formatted(now, now + 600));
    }

    private void open(String credential) throws IOException {
        client.send(
                lines(
                        "GET /ws HTTP/1.1",
                        "Host: a",
                        "Authorization: Bearer " + credential,
                        "Upgrade: websocket",
                        "Connection: Upgrade",
                        "Sec-WebSocket-Version: 13",
                        "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                        "",
                        ""));
        assertThat(client.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 101 ");
        assertGoingOn();
    }

    private void assertGoingOn() throws IOException {
        client.send("hello");
        assertThat(client.readThrough("hello")).isEqualTo(TEXT + "hello");
    }

    private void assertLostAfterAPeriod() throws IOException {
        clock.advance(PERIOD);
        assertThat(client.readToEnd()).isEqualTo(POLICY_VIOLATION);
        assertThat(gateway.logLine("GrantLost").encode()).contains("101");
    }

    @Test
    void aTokenIsGoodUntilItExpires() throws IOException {
        open(token());
        for (int minute = 1; minute <= 10; minute++) {
            clock.advance(Duration.ofMinutes(1));
            assertGoingOn();
        }
        assertLostAfterAPeriod();
    }

    @Test
    void aRevokedTokenEndsIt() throws IOException {
        open(token());
        parts.registries().revocations().add(new Revocation.ByJti("corp", "t-1"));
        assertLostAfterAPeriod();
    }

    /** The throttle answers who guesses; a caller that was let in has guessed nothing. */
    @Test
    void whoGuessesBesideItHidesNothing() throws IOException {
        open(token());
        for (int i = 0; i < 40; i++) {
            gateway.send(gateway.anonymous("/ws").header("X-API-Key", "wrong"));
        }
        assertThat(gateway.send(gateway.anonymous("/ws").header("X-API-Key", "wrong")).statusCode())
                .isEqualTo(429);
        parts.registries().revocations().add(new Revocation.ByJti("corp", "t-1"));
        assertLostAfterAPeriod();
    }

    @Test
    void aSuspendedTenantEndsIt() throws IOException {
        open(token());
        parts.registries().tenants().store(List.of(new TenantWords(new TenantId("acme"), true)));
        assertLostAfterAPeriod();
    }

    @Test
    void aReloadThatTakesTheRouteAwayEndsIt() throws IOException {
        open(gateway.key());
        gateway.reconfigure(yaml("tenants: all, scopes: [infer]"));
        clock.advance(PERIOD);
        assertGoingOn();
        gateway.reconfigure(yaml("tenants: [globex]"));
        assertLostAfterAPeriod();
    }

    @Test
    void aKeyThatAReloadTakesAwayEndsIt() throws IOException {
        String key = new KeyGenerator(new SecureRandom()).next("rg", "test");
        String hash = new CredentialHash().of(key.getBytes(StandardCharsets.US_ASCII)).text();
        Path tenants = folder.resolve("tenants.yaml");
        Files.writeString(
                tenants, "tenants: {initech: {keys: {own: {hash: \"%s\"}}}}".formatted(hash));
        gateway.reconfigure("include: [\"" + tenants + "\"]\n" + yaml("tenants: all"));
        open(key);
        gateway.reconfigure(yaml("tenants: all"));
        assertLostAfterAPeriod();
    }
}
