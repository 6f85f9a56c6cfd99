package io.raygate.fault;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.ManualClock;
import io.raygate.testing.RawSocket;
import io.raygate.testing.SigningKey;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** D-09, S-102: a wall clock that jumps moves the expiry of credentials and nothing else. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class WallClockIT {
    private static final Duration HOUR = Duration.ofHours(1);
    private static final SigningKey KEY = SigningKey.generate("one", "ES256");

    @TempDir private Path folder;

    private final ManualClock clock = new ManualClock();

    private GatewayUnderTest start(int port) throws IOException {
        Files.write(folder.resolve("corp.jwks"), SigningKey.jwks(KEY));
        return GatewayUnderTest.start(
                """
                timeouts: {head: 5s, keepAlive: 60s}
                auth:
                  throttle: off
                  jwt:
                    corp: {issuer: "https://login.example.com", audiences: [raygate], algorithms: [ES256], jwks: {file: "%s/corp.jwks"}}
                clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off}}
                routes:
                  all: {match: {path: /a}, auth: [jwt.corp, apiKeys], tenants: all, split: {weights: {one: 1}}}
                """
                        .formatted(folder, port),
                GatewayUnderTest.parts(clock));
    }

    /** Good for ten minutes from now on the gateway's clock. */
    private String token() {
        long now = clock.instant().getEpochSecond();
        return KEY.sign(
                """
                {"iss":"https://login.example.com","aud":"raygate","sub":"alice","tenant":"acme","iat":%d,"nbf":%d,"exp":%d}"""
                        .formatted(now, now, now + 600));
    }

    private static HttpResponse<String> with(GatewayUnderTest gateway, String token) {
        HttpRequest.Builder request = gateway.anonymous("/a");
        return gateway.send(request.header("Authorization", "Bearer " + token));
    }

    @Test
    void anHourForwardEndsTokensAndAnHourBackMakesThemGoodAgain() throws IOException {
        try (FaultyUpstream one = Named.upstream("one");
                GatewayUnderTest gateway = start(one.port())) {
            String token = token();
            assertThat(with(gateway, token).statusCode()).isEqualTo(200);
            clock.jumpWall(HOUR);
            assertThat(with(gateway, token).statusCode()).isEqualTo(401);
            assertThat(with(gateway, token).body()).contains("token_expired");
            assertThat(with(gateway, token()).statusCode()).isEqualTo(200);
            assertThat(gateway.get("/a").statusCode()).as("a key without end").isEqualTo(200);
            clock.jumpWall(HOUR.negated());
            assertThat(with(gateway, token).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aRequestInWorkAndAKeptConnectionOutlastEachJump() throws IOException {
        try (FaultyUpstream one = Named.upstream("one");
                GatewayUnderTest gateway = start(one.port());
                RawSocket client = RawSocket.connect(gateway.port())) {
            String head =
                    "POST /a HTTP/1.1~Host: a~Content-Length: 4~Authorization: Bearer "
                            + gateway.key()
                            + "~~";
            for (Duration jump : new Duration[] {HOUR, HOUR.negated(), HOUR.negated()}) {
                client.lines(head).send("bo");
                clock.jumpWall(jump);
                client.send("dy");
                assertThat(client.readAnswer()).startsWith("HTTP/1.1 200").contains("POST /a");
            }
            assertThat(one.conversations()).as("upstream connections are kept").hasSize(1);
        }
    }
}
