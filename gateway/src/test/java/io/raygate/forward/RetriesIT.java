package io.raygate.forward;

import static io.raygate.testing.Crlf.lines;
import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.Conversation;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.RawSocket;
import java.util.ArrayList;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When another attempt is made, and above all when not (S-84 to S-86). */
class RetriesIT {
    private static final String OK = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok";

    /** Case (a): no connection, so even a POST goes elsewhere. */
    @Test
    void aRefusedConnectionIsTriedElsewhere() throws Exception {
        try (var upstream = FaultyUpstream.answering(OK)) {
            var cluster = Orders.cluster("stable", FaultyUpstream.closedPort(), upstream.port());
            try (var gateway = new ForwarderUnderTest(Orders.POLICY, cluster)) {
                for (int i = 0; i < 3; i++) {
                    assertThat(gateway.exchange(UpstreamFailuresIT.post("abc"))).endsWith("ok");
                }
                gateway.awaitNothingLeft(3);
                assertThat(gateway.accounts()).anyMatch(account -> account.retries == 1);
                assertThat(upstream.conversations())
                        .flatExtracting(Conversation::bodies)
                        .containsOnly("abc");
            }
        }
    }

    @Test
    void noAttemptsMeansNone() throws Exception {
        var policy = Policies.with(changed -> changed.retries = 0);
        var cluster = Orders.cluster("stable", FaultyUpstream.closedPort());
        try (var gateway = new ForwarderUnderTest(policy, cluster)) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 502 ");
            gateway.awaitNothingLeft(1);
            assertThat(gateway.accounts().getFirst().retries).isZero();
        }
    }

    /** Case (b): the reused connection ends while the request is on its way. */
    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS", "PUT", "DELETE"})
    void aRepeatableRequestSurvivesTheEndOfAReusedConnection(String method) throws Exception {
        try (var upstream = endingAfterOne();
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/")).endsWith("ok");
            assertThat(gateway.exchange(request(method, ""))).startsWith("HTTP/1.1 200 ");
            gateway.awaitNothingLeft(2);
            assertThat(gateway.accounts().getLast().retries).isEqualTo(1);
        }
    }

    /** An endpoint that has closed one connection may have closed all that are unused. */
    @Test
    void aSecondAttemptTrustsNoUnusedConnection() throws Exception {
        try (var upstream = endingAtSecondRequests(3);
                var gateway = ForwarderUnderTest.to(upstream)) {
            occupy(gateway, 3);
            assertThat(gateway.get("/")).endsWith("ok");
            gateway.awaitNothingLeft(4);
            assertThat(gateway.accounts().getLast().retries).isEqualTo(1);
        }
    }

    /** S-86: what its unused connections end in and then nobody accepts was never started. */
    @Test
    void anEndpointThatDiedWithItsUnusedConnectionsIsLeftForTheOtherCluster() throws Exception {
        try (var dying = endingAtSecondRequests(3);
                var upstream = FaultyUpstream.answering(OK);
                var gateway =
                        new ForwarderUnderTest(
                                Orders.POLICY,
                                Orders.cluster("stable", dying.port()),
                                Orders.cluster("canary", upstream.port()))) {
            occupy(gateway, 3);
            dying.acceptNoMore();
            assertThat(gateway.get("/")).endsWith("ok");
            gateway.awaitNothingLeft(4);
            assertThat(gateway.accounts().getLast().cluster).isEqualTo("canary");
        }
    }

    /** So many requests at once, each on a connection of its own. */
    private static void occupy(ForwarderUnderTest gateway, int count) throws Exception {
        var clients = new ArrayList<RawSocket>();
        for (int i = 0; i < count; i++) {
            clients.add(gateway.connect().send("GET / HTTP/1.1\r\nHost: a\r\n\r\n"));
        }
        for (var client : clients) {
            assertThat(client.readAnswer()).endsWith("ok");
            client.close();
        }
        gateway.awaitNothingLeft(count);
    }

    /** The first connections answer once, when all of them are there. */
    private static FaultyUpstream endingAtSecondRequests(int count) throws Exception {
        var asked = new CountDownLatch(count);
        return FaultyUpstream.start(
                conversation -> {
                    conversation.readRequest();
                    asked.countDown();
                    asked.await();
                    conversation.send(OK);
                    if (conversation.number() < count) {
                        conversation.readHead();
                    } else {
                        conversation.awaitGone();
                    }
                });
    }

    @ParameterizedTest
    @CsvSource({"POST, ''", "PATCH, ''", "POST, 'Idempotency-Key: k'"})
    void othersDoNot(String method, String field) throws Exception {
        try (var upstream = endingAfterOne();
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/")).endsWith("ok");
            assertThat(gateway.exchange(request(method, field))).startsWith("HTTP/1.1 502 ");
            assertThat(upstream.heads()).hasSize(2);
        }
    }

    /** S-85. */
    @Test
    void anHonouredKeyMakesAPostRepeatable() throws Exception {
        var policy = Policies.with(changed -> changed.idempotencyKeyHonoured = true);
        try (var upstream = endingAfterOne();
                var gateway =
                        new ForwarderUnderTest(policy, Orders.cluster("stable", upstream.port()))) {
            assertThat(gateway.get("/")).endsWith("ok");
            assertThat(gateway.exchange(request("POST", "Idempotency-Key: k"))).endsWith("ok");
            assertThat(upstream.conversations())
                    .flatExtracting(Conversation::bodies)
                    .containsExactly("abc");
            assertThat(upstream.heads()).hasSize(3);
        }
    }

    /** A fresh connection that ends may have executed the request. */
    @Test
    void aFreshConnectionThatEndsIsNotTriedAgain() throws Exception {
        try (var upstream = FaultyUpstream.start(Conversation::readRequest);
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 502 ");
            assertThat(upstream.heads()).hasSize(1);
        }
    }

    /** Never after a byte of the answer. */
    @Test
    void aBegunAnswerIsNotTriedAgain() throws Exception {
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readRequest();
                                    conversation.send(OK);
                                    conversation.readRequest();
                                    conversation.send("HTTP/1.1 20");
                                });
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/")).endsWith("ok");
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 502 ");
            assertThat(upstream.heads()).hasSize(2);
        }
    }

    /** S-85: beyond 64 KiB the beginning of the body is gone. */
    @Test
    void aLargeBodyIsNotSentTwice() throws Exception {
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readRequest();
                                    conversation.send(OK);
                                    conversation.readHead();
                                    conversation.read(70_000);
                                });
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/")).endsWith("ok");
            var put =
                    lines("PUT / HTTP/1.1", "Host: a", "Content-Length: 70000", "", "")
                            + "x".repeat(70_000);
            try (var client = gateway.connect()) {
                assertThat(client.send(put).readAnswer()).startsWith("HTTP/1.1 502 ");
            }
            assertThat(upstream.heads()).hasSize(2);
        }
    }

    /** S-85: at least three a second, beyond that a share of the requests. */
    @Test
    void theBudgetEndsAStorm() throws Exception {
        var cluster = Orders.cluster("stable", FaultyUpstream.closedPort());
        try (var gateway = new ForwarderUnderTest(Orders.POLICY, cluster)) {
            for (int i = 0; i < 60; i++) {
                assertThat(gateway.get("/")).startsWith("HTTP/1.1 502 ");
            }
            gateway.awaitNothingLeft(60);
            int retries = gateway.accounts().stream().mapToInt(each -> each.retries).sum();
            assertThat(retries).isPositive().isLessThan(60);
        }
    }

    /** S-86. */
    @Test
    void anotherClusterTakesOverWhatWasNeverStarted() throws Exception {
        try (var upstream = FaultyUpstream.answering(OK)) {
            var other = Orders.cluster("canary", upstream.port());
            var refusing = Orders.cluster("stable", FaultyUpstream.closedPort());
            try (var gateway = new ForwarderUnderTest(Orders.POLICY, refusing, other)) {
                assertThat(gateway.exchange(UpstreamFailuresIT.post("abc"))).endsWith("ok");
                gateway.awaitNothingLeft(1);
                assertThat(gateway.accounts().getFirst().cluster).isEqualTo("canary");
            }
            try (var gateway =
                    new ForwarderUnderTest(Orders.POLICY, Orders.cluster("stable"), other)) {
                assertThat(gateway.get("/")).endsWith("ok");
            }
        }
    }

    @Test
    void aStartedRequestStaysWithItsCluster() throws Exception {
        try (var failing = FaultyUpstream.start(Conversation::readRequest);
                var upstream = FaultyUpstream.answering(OK);
                var gateway =
                        new ForwarderUnderTest(
                                Orders.POLICY,
                                Orders.cluster("stable", failing.port()),
                                Orders.cluster("canary", upstream.port()))) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 502 ");
            assertThat(upstream.heads()).isEmpty();
        }
    }

    /** One answer, then the end once the next request is there. */
    private static FaultyUpstream endingAfterOne() throws Exception {
        return FaultyUpstream.start(
                conversation -> {
                    conversation.readRequest();
                    conversation.send(OK);
                    if (conversation.number() == 0) {
                        conversation.readHead();
                    } else {
                        conversation.awaitGone();
                    }
                });
    }

    private static String request(String method, String field) {
        return lines(
                method + " / HTTP/1.1",
                "Host: a",
                field.isEmpty() ? "X: y" : field,
                "Connection: close",
                "Content-Length: 3",
                "",
                "abc");
    }
}
