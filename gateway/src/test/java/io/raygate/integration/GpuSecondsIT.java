package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.ManualClock;
import io.raygate.testing.RawSocket;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * However a request ends, it is charged for the time that it was at an endpoint and for nothing
 * else, once. The gateway's monotonic clock stands still but where a test moves it.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class GpuSecondsIT {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    private final ManualClock clock = new ManualClock();
    private final Semaphore arrived = new Semaphore(0);
    private final Semaphore go = new Semaphore(0);
    private volatile boolean broken;
    private FaultyUpstream upstream;
    private GatewayUnderTest gateway;

    /** Takes the request and then waits for the test before it does what the path says. */
    @BeforeEach
    void start() throws IOException {
        upstream =
                FaultyUpstream.start(
                        conversation -> {
                            while (conversation.readRequest()) {
                                String head = conversation.heads().getLast();
                                if (head.startsWith("GET /gpu/begun")) {
                                    conversation.send(OK.substring(0, OK.length() - 1));
                                }
                                arrived.release();
                                go.acquire();
                                if (head.startsWith("GET /gpu/close")) {
                                    return;
                                }
                                conversation.send(
                                        head.startsWith("GET /gpu/error")
                                                ? OK.replace("200 OK", "500 Oh")
                                                : OK);
                            }
                        });
        gateway =
                GatewayUnderTest.start(
                        yaml(upstream.port()),
                        GatewayUnderTest.parts(clock).withNanos(this::nanos));
    }

    /** The clock of a gateway that breaks where it turns to an endpoint, while a test wants it. */
    private long nanos() {
        if (broken && StackWalker.getInstance().walk(GpuSecondsIT::isAtAnEndpoint)) {
            throw new IllegalStateException("broken for a test");
        }
        return clock.getAsLong();
    }

    private static boolean isAtAnEndpoint(Stream<StackWalker.StackFrame> frames) {
        return frames.anyMatch(
                frame ->
                        frame.getClassName().equals("io.raygate.forward.Forwarding")
                                && frame.getMethodName().equals("attempt"));
    }

    @AfterEach
    void stop() throws IOException {
        go.release(1_000);
        gateway.close();
        upstream.close();
    }

    private static String yaml(int port) {
        return """
            limits: {gpu: {quota: {gpuSeconds: 1000/month, requests: 100/month}, zone: Asia/Tokyo}}
            timeouts: {firstByte: 1h, total: 1h, responseIdle: 1h}
            clusters:
              one: {endpoints: [http://127.0.0.1:%d], health: off, eject: off, gpus: 2}
              gone: {endpoints: [http://127.0.0.1:%d], health: off, eject: off, gpus: 8}
            routes:
              gpu: {match: {path: /gpu}, auth: none, limits: gpu, split: {weights: {one: 1}}}
              half: {match: {path: /half}, auth: none, limits: gpu, gpus: 0.5, split: {weights: {one: 1}}}
              gone: {match: {path: /gone}, auth: none, limits: gpu, split: {weights: {gone: 1}}}
            """
                .formatted(port, FaultyUpstream.closedPort());
    }

    private RawSocket sent(String path) throws Exception {
        RawSocket socket =
                RawSocket.connect(gateway.port()).lines("GET " + path + " HTTP/1.1~Host: a~~");
        arrived.acquire();
        return socket;
    }

    private double charged() {
        gateway.awaitSettled();
        return gateway.metric("raygate_limit_settled_total{limit=\"gpu\",measure=\"gpu-seconds\"}");
    }

    @Test
    void anAnswerCostsTheTimeThatItTook() throws Exception {
        try (RawSocket socket = sent("/gpu/ok")) {
            clock.advance(Duration.ofSeconds(3));
            go.release();
            String answer = socket.readAnswer();
            assertThat(answer).contains("\"route-gpu-seconds-month\";r=998;t=");
            assertThat(answer)
                    .contains("\"route-gpu-seconds-month\";q=1000;w=2678400;qu=\"gpu-seconds\"");
        }
        assertThat(charged()).isEqualTo(6);
        try (RawSocket socket = sent("/half/ok")) {
            clock.advance(Duration.ofSeconds(3));
            go.release();
            socket.readAnswer();
        }
        assertThat(charged()).isEqualTo(7.5);
    }

    @Test
    void anErrorOfTheUpstreamCostsTheTimeThatItTook() throws Exception {
        for (String path : new String[] {"/gpu/error", "/gpu/close"}) {
            try (RawSocket socket = sent(path)) {
                clock.advance(Duration.ofSeconds(5));
                go.release();
                assertThat(socket.readAnswer()).startsWith("HTTP/1.1 50");
            }
        }
        assertThat(charged()).isEqualTo(20);
    }

    /** S-82: usage so far is settled. */
    @Test
    void aClientThatLeavesPaysUntilThen() throws Exception {
        for (String path : new String[] {"/gpu/silent", "/gpu/begun"}) {
            try (RawSocket socket = sent(path)) {
                if (path.endsWith("begun")) {
                    socket.readThrough("\r\n\r\no");
                }
                clock.advance(Duration.ofSeconds(4));
                socket.reset();
            }
            gateway.awaitSettled();
            clock.advance(Duration.ofSeconds(40));
        }
        assertThat(charged()).isEqualTo(16);
    }

    @Test
    void aTimeoutCostsUntilThen() throws Exception {
        try (RawSocket socket = sent("/gpu/silent")) {
            clock.advance(Duration.ofMinutes(90));
            assertThat(socket.readAnswer()).startsWith("HTTP/1.1 504 ");
        }
        assertThat(charged()).isEqualTo(2 * 5_400);
    }

    @Test
    void whatReachedNoEndpointCostsNothing() {
        HttpResponse<String> answer = gateway.send(gateway.anonymous("/gone"));
        assertThat(answer.statusCode()).isEqualTo(502);
        assertThat(charged()).isZero();
        assertThat(
                        gateway.metric(
                                "raygate_limit_reserved_total{limit=\"gpu\",measure=\"gpu-seconds\"}"))
                .isEqualTo(8);
    }

    @Test
    void aFaultOfTheGatewayCostsNothingNotEvenARequest() throws Exception {
        broken = true;
        HttpResponse<String> answer = gateway.send(gateway.anonymous("/gpu/ok"));
        assertThat(answer.statusCode()).isEqualTo(500);
        assertThat(charged()).isZero();
        broken = false;
        try (RawSocket socket = sent("/gpu/ok")) {
            go.release();
            assertThat(socket.readAnswer())
                    .contains("\"route-gpu-seconds-month\";r=998;")
                    .contains("\"route-requests-month\";r=99;");
        }
    }

    @Test
    void whatIsOwedIsRefusedUntilTheWindowEnds() throws Exception {
        try (RawSocket socket = sent("/gpu/ok")) {
            clock.advance(Duration.ofMinutes(50));
            go.release();
            assertThat(socket.readAnswer()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(charged()).isEqualTo(6_000);
        HttpResponse<String> refused = gateway.send(gateway.anonymous("/gpu/ok"));
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(refused.headers().firstValue("x-raygate-code")).hasValue("quota_exceeded");
        await().until(() -> upstream.heads().size() == 1);
    }
}
