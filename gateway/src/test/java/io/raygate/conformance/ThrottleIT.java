package io.raygate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.security.SecureRandom;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** S-65: guessing from one address, through a whole gateway. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ThrottleIT {
    private static final String ROUTES =
            """
            auth: {throttle: {perAddress: 5/h, perKey: 2/h}}
            clusters:
              stable: {endpoints: [http://127.0.0.1:%d], health: off}
            routes:
              known: {match: {path: /known}, auth: [apiKeys], tenants: all, split: {weights: {stable: 1}}}
            """;

    private static HttpResponse<String> present(GatewayUnderTest gateway, String path, String key) {
        return gateway.send(gateway.anonymous(path).header("X-API-Key", key));
    }

    @Test
    void overTheRateOnlyFailingAttemptsAreThrottledAndAlikeOnEveryPath() throws IOException {
        KeyGenerator keys = new KeyGenerator(new SecureRandom());
        try (var upstream =
                        FaultyUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                var gateway = GatewayUnderTest.start(ROUTES.formatted(upstream.port()))) {
            for (int i = 0; i < 5; i++) {
                String path = i % 2 == 0 ? "/known" : "/unknown";
                assertThat(present(gateway, path, keys.next("rg", "test")).statusCode())
                        .isEqualTo(401);
            }
            for (String path : new String[] {"/known", "/unknown"}) {
                HttpResponse<String> over = present(gateway, path, keys.next("rg", "test"));
                assertThat(over.statusCode()).isEqualTo(429);
                assertThat(over.headers().firstValue("x-raygate-code")).contains("auth_throttled");
                assertThat(over.headers().firstValue("retry-after"))
                        .hasValueSatisfying(
                                seconds -> assertThat(Integer.parseInt(seconds)).isBetween(1, 720));
            }
            assertThat(gateway.get("/known").statusCode()).isEqualTo(200);
            assertThat(gateway.send(gateway.anonymous("/known")).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void guessingAtOneKeyIsThrottledBeforeTheAddressIs() throws IOException {
        try (var upstream =
                        FaultyUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n");
                var gateway = GatewayUnderTest.start(ROUTES.formatted(upstream.port()))) {
            String other = new KeyGenerator(new SecureRandom()).next("rg", "test");
            assertThat(present(gateway, "/known", other).statusCode()).isEqualTo(401);
            assertThat(present(gateway, "/known", other).statusCode()).isEqualTo(401);
            assertThat(present(gateway, "/known", other).statusCode()).isEqualTo(429);
            assertThat(present(gateway, "/known", "rubbish").statusCode()).isEqualTo(401);
        }
    }
}
