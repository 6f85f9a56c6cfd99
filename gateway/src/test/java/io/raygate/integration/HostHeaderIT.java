package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** S-35: the Host that a cluster is sent. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HostHeaderIT {

    @ParameterizedTest
    @CsvSource({
        "preserve, 127.0.0.1:GATEWAY",
        "endpoint, 127.0.0.1:UPSTREAM",
        "{name: ray.internal}, ray.internal",
    })
    void isSetForEachCluster(String setting, String expected) throws Exception {
        try (FaultyUpstream upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readRequest();
                                    conversation.send(
                                            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                                });
                GatewayUnderTest gateway =
                        GatewayUnderTest.start(
                                """
                                clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off, hostHeader: %s}}
                                routes: {all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}}
                                """
                                        .formatted(upstream.port(), setting))) {
            assertThat(gateway.get("/a").statusCode()).isEqualTo(200);
            String host =
                    expected.replace("GATEWAY", Integer.toString(gateway.port()))
                            .replace("UPSTREAM", Integer.toString(upstream.port()));
            assertThat(upstream.heads().getFirst())
                    .containsOnlyOnce("\r\nhost: ")
                    .containsIgnoringCase("\r\nhost: " + host + "\r\n");
        }
    }
}
