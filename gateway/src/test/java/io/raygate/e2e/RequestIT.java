package io.raygate.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.GatewayProcess;
import io.raygate.testing.RayClusters;
import io.raygate.testing.RealRay;
import io.vertx.core.json.JsonObject;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** One request and one answer through the gateway to Ray Serve. */
@ExtendWith(RealRay.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RequestIT {
    private static final int TEN_MB = 10_000_000;

    private GatewayProcess gateway;
    private Caller caller;

    RequestIT(RayClusters ray) {
        gateway = RayGateway.before(ray);
        caller = Caller.of(gateway);
    }

    @AfterAll
    void end() {
        gateway.close();
    }

    @Test
    void answersWithWhatRayAnswers() throws Exception {
        HttpResponse<String> answer = caller.get("/only/echo/a?b=c&status=418&header=X-Own:1");

        assertThat(answer.statusCode()).isEqualTo(418);
        assertThat(Caller.field(answer, "x-own")).isEqualTo("1");
        JsonObject seen = Caller.seen(answer);
        assertThat(seen.getString("path")).isEqualTo("/echo/a");
        assertThat(seen.getString("query")).isEqualTo("b=c&status=418&header=X-Own:1");
    }

    @Test
    void refusesAStrangerBeforeRaySeesAnything() throws Exception {
        HttpRequest.Builder stranger =
                HttpRequest.newBuilder(URI.create(gateway.http() + "/only/echo"));

        HttpResponse<String> answer = caller.send(stranger, BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(401);
        assertThat(Caller.field(answer, "x-served-by")).isEmpty();
        assertThat(new JsonObject(answer.body()).getString("code"))
                .isEqualTo("authentication_required");
    }

    @Test
    void takesTenMegabytesUnharmedToRay() throws Exception {
        byte[] body = new byte[TEN_MB];
        new Random(1).nextBytes(body);

        HttpResponse<String> answer =
                caller.send(
                        gateway.request("/bulk/upload").POST(BodyPublishers.ofByteArray(body)),
                        BodyHandlers.ofString());

        JsonObject got = new JsonObject(answer.body());
        assertThat(got.getInteger("bytes")).isEqualTo(TEN_MB);
        assertThat(got.getString("sha256")).isEqualTo(hex(sha256().digest(body)));
    }

    @Test
    void bringsTenMegabytesUnharmedFromRay() throws Exception {
        for (String framing : new String[] {"", "&chunked=1"}) {
            HttpResponse<InputStream> answer =
                    caller.send(
                            gateway.request("/bulk/download?size=" + TEN_MB + framing),
                            BodyHandlers.ofInputStream());

            byte[] body = answer.body().readAllBytes();
            byte[] expected = new byte[TEN_MB];
            for (int i = 0; i < TEN_MB; i++) {
                expected[i] = (byte) i;
            }
            assertThat(hex(sha256().digest(body))).isEqualTo(hex(sha256().digest(expected)));
        }
    }

    @Test
    void theRequestIdOfTheAnswerStandsInRaysLogAndInOurs(RayClusters ray) throws Exception {
        String id = Caller.field(caller.get("/only/echo"), "x-request-id");

        assertThat(id).isNotEmpty();
        await().atMost(Duration.ofSeconds(60))
                .until(() -> ray.stable().serveLog().stream().anyMatch(line -> line.contains(id)));
        await().atMost(Duration.ofSeconds(60))
                .until(() -> gateway.lines().stream().anyMatch(line -> line.contains(id)));
    }

    private static MessageDigest sha256() throws Exception {
        return MessageDigest.getInstance("SHA-256");
    }

    private static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(bytes);
    }
}
