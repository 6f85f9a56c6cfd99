package io.raygate.forward;

import static io.raygate.testing.Crlf.lines;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.exchange.Outcome;
import io.raygate.testing.FaultyUpstream;
import org.junit.jupiter.api.Test;

/** Requests and answers on their ordinary way. */
class ForwarderIT {

    @Test
    void carriesAUnaryExchange() throws Exception {
        var answer =
                lines(
                        "HTTP/1.1 200 OK",
                        "content-type: text/plain",
                        "server: uvicorn",
                        "content-length: 5",
                        "",
                        "hello");
        try (var upstream = FaultyUpstream.answering(answer);
                var gateway = ForwarderUnderTest.to(upstream)) {
            String received =
                    gateway.exchange(
                            lines(
                                    "POST /v1/x?y=1 HTTP/1.1",
                                    "Host: api.example.com",
                                    "Connection: close",
                                    "Authorization: Bearer t",
                                    "Content-Length: 3",
                                    "",
                                    "abc"));
            assertThat(received)
                    .startsWith("HTTP/1.1 200 OK\r\n")
                    .contains("content-type: text/plain")
                    .doesNotContain("uvicorn")
                    .endsWith("\r\n\r\nhello");
            assertThat(upstream.heads())
                    .singleElement()
                    .asString()
                    .startsWith("POST /v1/x?y=1 HTTP/1.1\r\nhost: api.example.com\r\n")
                    .contains("x-request-timeout-seconds: 300\r\n")
                    .contains("x-forwarded-for: 127.0.0.1\r\n")
                    .contains("via: 1.1 raygate\r\n")
                    .doesNotContainIgnoringCase("authorization");
            assertThat(upstream.conversations().getFirst().bodies()).containsExactly("abc");
            await().until(() -> gateway.accounts().size() == 1);
            assertThat(gateway.accounts().getFirst().outcome).isEqualTo(Outcome.OK);
        }
    }

    @Test
    void streamsChunksAsTheyCome() throws Exception {
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readRequest();
                                    conversation.send(
                                            lines(
                                                    "HTTP/1.1 200 OK",
                                                    "content-type: text/event-stream",
                                                    "transfer-encoding: chunked",
                                                    "",
                                                    ""));
                                    conversation.send("9\r\ndata: 1\n\n\r\n");
                                    conversation.readRequest();
                                });
                var gateway = ForwarderUnderTest.to(upstream);
                var client = gateway.connect()) {
            client.send("GET /s HTTP/1.1\r\nHost: a\r\n\r\n");
            assertThat(client.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 200 OK");
            assertThat(client.readThrough("data: 1\n\n")).endsWith("data: 1\n\n");
            client.reset();
            assertThat(upstream.conversations().getFirst().isGone()).isTrue();
            await().until(() -> gateway.accounts().size() == 1);
            assertThat(gateway.accounts().getFirst().outcome).isEqualTo(Outcome.CLIENT_GONE);
        }
    }

    @Test
    void reusesConnections() throws Exception {
        try (var upstream =
                        FaultyUpstream.answering("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");
                var gateway = ForwarderUnderTest.to(upstream);
                var client = gateway.connect()) {
            for (int i = 0; i < 50; i++) {
                client.send("GET /" + i + " HTTP/1.1\r\nHost: a\r\n\r\n");
                assertThat(client.readAnswer()).endsWith("ok");
            }
            assertThat(upstream.conversations()).hasSize(1);
        }
    }

    @Test
    void refusesWhereNobodyListens() throws Exception {
        try (var gateway =
                new ForwarderUnderTest(
                        Orders.POLICY, Orders.cluster("stable", FaultyUpstream.closedPort()))) {
            assertThat(gateway.get("/"))
                    .startsWith("HTTP/1.1 502 ")
                    .contains("upstream_connect_failed");
        }
    }
}
