package io.raygate.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.pipeline.MemoryGuard.Reading;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.RawSocket;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.InstantSource;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** S-103 from outside: what clients see while memory is short, and that it ends. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class MemoryIT {
    private final AtomicReference<Reading> memory = new AtomicReference<>(new Reading(10, 10));

    private GatewayUnderTest start(int upstream) {
        return GatewayUnderTest.start(
                """
                clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off}}
                routes:
                  all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}
                """
                        .formatted(upstream),
                GatewayUnderTest.parts(InstantSource.system()).withMemory(memory::get));
    }

    @Test
    void refusesNewWorkWhileMemoryIsFullAndServesAgainAfterwards() throws IOException {
        try (FaultyUpstream one = upstream();
                GatewayUnderTest gateway = start(one.port())) {
            assertThat(gateway.get("/a").statusCode()).isEqualTo(200);
            memory.set(new Reading(86, 10));
            await().until(() -> gateway.get("/a").statusCode() == 503);
            int asked = one.heads().size();
            HttpResponse<String> refused = gateway.get("/a");
            assertThat(refused.body()).contains("gateway_overloaded");
            assertThat(refused.headers().firstValue("retry-after")).contains("5");
            assertThat(one.heads()).as("nothing reaches an upstream").hasSize(asked);
            assertThat(gateway.ops("/livez").statusCode()).as("the process lives").isEqualTo(200);
            memory.set(new Reading(60, 10));
            await().until(() -> gateway.get("/a").statusCode() == 200);
        }
    }

    @Test
    void endsEachConnectionWithItsAnswerWhileMemoryIsScarce() throws IOException {
        try (FaultyUpstream one = upstream();
                GatewayUnderTest gateway = start(one.port())) {
            memory.set(new Reading(10, 82));
            await().until(
                            () ->
                                    gateway.get("/a")
                                            .headers()
                                            .firstValue("connection")
                                            .filter("close"::equals)
                                            .isPresent());
            try (RawSocket client = RawSocket.connect(gateway.port())) {
                client.lines(
                        "GET /a HTTP/1.1~Host: a~Authorization: Bearer " + gateway.key() + "~~");
                assertThat(client.readToEnd()).startsWith("HTTP/1.1 200").endsWith("ok");
            }
        }
    }

    private static FaultyUpstream upstream() throws IOException {
        return FaultyUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
    }
}
