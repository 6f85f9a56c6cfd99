package io.raygate.forward;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.Conversation;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.Http2Peer;
import io.raygate.testing.Patience;
import io.raygate.testing.RawHttp2;
import io.raygate.testing.RawSocket;
import io.raygate.upstream.Protocol;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Upstreams that speak HTTP/2 well and badly (S-37 to S-42, S-81, S-84). */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class Http2UpstreamIT {
    private static final int MAX_CONCURRENT_STREAMS = 3;
    private static final int INITIAL_WINDOW_SIZE = 4;
    private static final int NO_ERROR = 0;
    private static final int PROTOCOL_ERROR = 1;
    private static final int REFUSED_STREAM = 7;
    private static final int CANCEL = 8;
    private static final String GET = "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n";

    /** What an upstream does on one connection. */
    private interface Script {
        void run(Http2Peer peer, Conversation conversation) throws Exception;
    }

    private static FaultyUpstream upstream(Script script, int... settings) throws IOException {
        return FaultyUpstream.start(
                conversation -> script.run(Http2Peer.begin(conversation, settings), conversation));
    }

    private static ForwarderUnderTest before(FaultyUpstream upstream) {
        return before(upstream, Orders.POLICY);
    }

    /** Where the wait for a connection is not what the test is about. */
    private static ForwarderUnderTest patientlyBefore(FaultyUpstream upstream) {
        var patient = Orders.pool(256, Patience.LIMIT);
        var settings = Orders.settings("rpc", Protocol.H2C, patient, upstream.port());
        return new ForwarderUnderTest(Orders.POLICY, Orders.cluster(settings));
    }

    private static ForwarderUnderTest before(FaultyUpstream upstream, ForwardPolicy policy) {
        return new ForwarderUnderTest(policy, Orders.h2c("rpc", upstream.port()));
    }

    /** S-84 (c): a POST too goes again where the upstream says that it was not processed. */
    @Test
    void aRefusedStreamIsTriedAgain() throws Exception {
        try (var upstream =
                        upstream(
                                (peer, conversation) -> {
                                    peer.reset(peer.awaitRequest(), REFUSED_STREAM);
                                    peer.ok(peer.awaitRequest());
                                    peer.awaitGone();
                                });
                var gateway = before(upstream)) {
            assertThat(gateway.exchange(UpstreamFailuresIT.post("abc"))).startsWith("HTTP/1.1 200");
            gateway.awaitNothingLeft(1);
            assertThat(gateway.accounts().getFirst().retries).isEqualTo(1);
        }
    }

    @Test
    void aStreamThatIsRefusedAgainIs502() throws Exception {
        try (var upstream =
                        upstream(
                                (peer, conversation) -> {
                                    peer.reset(peer.awaitRequest(), REFUSED_STREAM);
                                    peer.reset(peer.awaitRequest(), REFUSED_STREAM);
                                    peer.awaitGone();
                                });
                var gateway = before(upstream)) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 502 ").contains("upstream_reset");
            assertThat(gateway.failure()).isEqualTo("StreamRefused");
        }
    }

    /** S-84 (c): what lies behind the last stream of a GOAWAY was not processed. */
    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void whatAGoAwayLeavesOutIsTriedOnAnotherConnection(boolean closing) throws Exception {
        try (var upstream =
                        upstream(
                                (peer, conversation) -> {
                                    int stream = peer.awaitRequest();
                                    if (conversation.number() > 0) {
                                        peer.ok(stream).awaitGone();
                                        return;
                                    }
                                    peer.goAway(0, NO_ERROR);
                                    if (closing) {
                                        conversation.finish();
                                    }
                                    peer.awaitGone();
                                });
                var gateway = before(upstream)) {
            assertThat(gateway.exchange(UpstreamFailuresIT.post("abc"))).startsWith("HTTP/1.1 200");
            gateway.awaitNothingLeft(1);
            assertThat(gateway.accounts().getFirst().retries).isEqualTo(1);
        }
    }

    /** What it includes is answered, and nothing new goes there. */
    @Test
    void whatAGoAwayIncludesIsAnswered() throws Exception {
        try (var upstream =
                        upstream(
                                (peer, conversation) -> {
                                    int stream = peer.awaitRequest();
                                    peer.goAway(stream, NO_ERROR).ok(stream).awaitGone();
                                });
                var gateway = before(upstream)) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 200 ");
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 200 ");
            assertThat(upstream.conversations()).hasSize(2);
            gateway.awaitNothingLeft(2);
            gateway.awaitConnections(0);
        }
    }

    /** A POST that may have been processed is not sent again. */
    @Test
    void aPostIsNotSentTwiceWhereTheUpstreamDoesNotSayThatItWasRefused() throws Exception {
        try (var upstream =
                        upstream(
                                (peer, conversation) -> {
                                    peer.ok(peer.awaitRequest());
                                    peer.reset(peer.awaitRequest(), CANCEL).awaitGone();
                                });
                var gateway = before(upstream)) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 200 ");
            assertThat(gateway.exchange(UpstreamFailuresIT.post("abc"))).startsWith("HTTP/1.1 502");
            gateway.awaitNothingLeft(2);
            assertThat(gateway.accounts().getLast().retries).isZero();
        }
    }

    @ParameterizedTest
    @CsvSource({"0, 503", "1, 200"})
    void keepsToTheStreamsThatTheUpstreamAllows(int streams, int status) throws Exception {
        try (var upstream =
                        upstream(
                                (peer, conversation) -> peer.ok(peer.awaitRequest()).awaitGone(),
                                MAX_CONCURRENT_STREAMS,
                                streams);
                var gateway = before(upstream)) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 " + status);
            gateway.awaitNothingLeft(1);
        }
    }

    @Test
    void asksWhenTheUpstreamAllowsIt() throws Exception {
        var one = new byte[] {0, MAX_CONCURRENT_STREAMS, 0, 0, 0, 1};
        try (var upstream =
                        upstream(
                                (peer, conversation) -> {
                                    conversation.awaitSignal();
                                    peer.frame(RawHttp2.SETTINGS, 0, 0, one);
                                    peer.ok(peer.awaitRequest()).awaitGone();
                                },
                                MAX_CONCURRENT_STREAMS,
                                0);
                var gateway = patientlyBefore(upstream);
                var client = gateway.connect()) {
            client.send(GET);
            await().until(() -> upstream.conversations().size() == 1);
            upstream.conversations().getFirst().signal();
            assertThat(client.readToEnd()).startsWith("HTTP/1.1 200 ");
        }
    }

    /** Each allows one at a time: the others get connections of their own. */
    @Test
    void opensConnectionsForWhatOneMayNotCarry() throws Exception {
        try (var upstream =
                        upstream(
                                (peer, conversation) -> {
                                    int stream = peer.awaitRequest();
                                    conversation.awaitSignal();
                                    while (true) {
                                        peer.ok(stream);
                                        stream = peer.awaitRequest();
                                    }
                                },
                                MAX_CONCURRENT_STREAMS,
                                1);
                var gateway = patientlyBefore(upstream)) {
            var clients = new ArrayList<RawSocket>();
            for (int i = 0; i < 5; i++) {
                clients.add(gateway.connect().send(GET));
            }
            await().until(() -> upstream.conversations().size() == 5);
            upstream.conversations().forEach(Conversation::signal);
            for (var client : clients) {
                assertThat(client.readToEnd()).startsWith("HTTP/1.1 200 ");
            }
            gateway.awaitNothingLeft(5);
        }
    }

    /** A body waits for a window, and not for ever. */
    @Test
    void aWindowOfNothingIsATimeout() throws Exception {
        var policy = Policies.with(changed -> changed.firstByte = Duration.ofMillis(300));
        try (var upstream =
                        upstream(
                                (peer, conversation) -> {
                                    peer.awaitRequest();
                                    peer.awaitGone();
                                },
                                INITIAL_WINDOW_SIZE,
                                0);
                var gateway = before(upstream, policy)) {
            assertThat(gateway.exchange(UpstreamFailuresIT.post("abc"))).startsWith("HTTP/1.1 504");
            assertThat(gateway.failure()).isEqualTo("FirstByteTimeout");
        }
    }

    /** Nor does what comes later wait behind an attempt that hangs. */
    @Test
    void anUpstreamThatDoesNotBeginIsGivenUpInTime() throws Exception {
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    if (conversation.number() < 2) {
                                        conversation.awaitGone();
                                        return;
                                    }
                                    var peer = Http2Peer.begin(conversation);
                                    peer.ok(peer.awaitRequest());
                                    peer.awaitGone();
                                });
                var gateway = before(upstream)) {
            assertThat(gateway.get("/"))
                    .startsWith("HTTP/1.1 502 ")
                    .contains("upstream_connect_failed");
            assertThat(gateway.failure()).isEqualTo("ConnectTimeout");
            await().until(() -> upstream.open() == 0);
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 200 ");
        }
    }

    /** A connection that has fallen silent costs one request, not one after another. */
    @Test
    void aSilentConnectionIsNotUsedAgain() throws Exception {
        var policy = Policies.with(changed -> changed.firstByte = Duration.ofMillis(300));
        try (var upstream =
                        upstream(
                                (peer, conversation) -> {
                                    int stream = peer.awaitRequest();
                                    if (conversation.number() > 0) {
                                        peer.ok(stream);
                                    }
                                    peer.awaitGone();
                                });
                var gateway = before(upstream, policy)) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 504 ");
            gateway.policy(Orders.POLICY);
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 200 ");
            gateway.awaitNothingLeft(2);
            gateway.awaitConnections(1);
        }
    }

    /** RFC 9113, 8.1: a reset without an error behind a complete answer takes nothing from it. */
    @Test
    void aResetWithoutErrorBehindAnAnswerIsNone() throws Exception {
        try (var upstream =
                        upstream(
                                (peer, conversation) -> {
                                    int stream = peer.awaitRequest();
                                    peer.ok(stream).reset(stream, NO_ERROR).awaitGone();
                                });
                var gateway = before(upstream);
                var client = gateway.connect()) {
            client.send("POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc");
            assertThat(client.readThrough("0\r\n\r\n")).startsWith("HTTP/1.1 200 ");
            assertThat(gateway.failure()).isNull();
        }
    }

    /** S-38: 100 and 102 are swallowed, 103 passes. */
    @Test
    void earlyHintsPassAndNoOtherInterimAnswer() throws Exception {
        try (var upstream =
                        upstream(
                                (peer, conversation) -> {
                                    int stream = peer.awaitRequest();
                                    peer.head(stream, false, ":status=100");
                                    peer.head(stream, false, ":status=102");
                                    peer.head(stream, false, ":status=103~link=</a.css>~server=x");
                                    peer.head(stream, false, ":status=199~x-secret=1");
                                    peer.ok(stream).awaitGone();
                                });
                var gateway = before(upstream)) {
            assertThat(gateway.get("/"))
                    .startsWith("HTTP/1.1 103 ")
                    .contains("link: </a.css>", "HTTP/1.1 200 ")
                    .doesNotContain("server:", "x-secret", " 100 ", " 102 ", " 199 ");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 102, 103})
    void endlessInterimAnswersEnd(int status) throws Exception {
        try (var upstream =
                        upstream(
                                (peer, conversation) -> {
                                    int stream = peer.awaitRequest();
                                    for (int i = 0; i <= Orders.POOL.interim(); i++) {
                                        peer.head(stream, false, ":status=" + status);
                                    }
                                    peer.ok(stream).awaitGone();
                                });
                var gateway = before(upstream)) {
            assertThat(gateway.get("/")).contains("HTTP/1.1 502 ", "upstream_protocol_error");
            assertThat(gateway.failure()).isEqualTo("TooManyInterim");
        }
    }

    /** S-37. */
    @ParameterizedTest
    @CsvSource({
        "Malformed, :status=101",
        "Malformed, :status=99",
        "Malformed, :status=1000",
        "Malformed, :status=2x0",
        "Malformed, x=y",
        "Malformed, ':status=200~:status=200'",
        "Malformed, ':status=200~transfer-encoding=chunked'",
        "Malformed, ':status=200~connection=close'",
        "Malformed, ':status=200~Upper=x'",
        "Malformed, ':status=200~x=a\nb'",
        "Malformed, ':status=200~content-length=+2'",
        "Malformed, ':status=200~content-length=2~content-length=3'",
        "Malformed, ':status=200~content-length=1'",
        "Malformed, ':status=200~content-length=3'",
        "ProxyAuthentication, :status=407"
    })
    void rubbishIs502(String failure, String fields) throws Exception {
        try (var upstream =
                        upstream(
                                (peer, conversation) -> {
                                    peer.answer(peer.awaitRequest(), fields, "ok");
                                    peer.awaitGone();
                                });
                var gateway = before(upstream)) {
            assertThat(gateway.get("/"))
                    .startsWith("HTTP/1.1 502 ")
                    .contains("upstream_protocol_error");
            assertThat(gateway.failure()).isEqualTo(failure);
        }
    }

    @Test
    void aBodyBeforeItsHeadIs502() throws Exception {
        try (var upstream =
                        upstream(
                                (peer, conversation) ->
                                        peer.data(peer.awaitRequest(), true, "ok").awaitGone());
                var gateway = before(upstream)) {
            assertThat(gateway.get("/")).contains("upstream_protocol_error");
            assertThat(gateway.failure()).isEqualTo("Malformed");
        }
    }

    @Test
    void anEndBehindAnInterimAnswerIs502() throws Exception {
        try (var upstream =
                        upstream(
                                (peer, conversation) ->
                                        peer.head(peer.awaitRequest(), true, ":status=102")
                                                .awaitGone());
                var gateway = before(upstream)) {
            assertThat(gateway.get("/")).contains("upstream_protocol_error");
            assertThat(gateway.failure()).isEqualTo("Malformed");
        }
    }

    @Test
    void tooManyFieldsAre502() throws Exception {
        try (var upstream =
                        upstream(
                                (peer, conversation) -> {
                                    int stream = peer.awaitRequest();
                                    var fields = "~a=b".repeat(Orders.POOL.headFields() + 1);
                                    peer.head(stream, true, ":status=200" + fields).awaitGone();
                                });
                var gateway = before(upstream)) {
            assertThat(gateway.get("/")).contains("upstream_protocol_error");
            assertThat(gateway.failure()).isEqualTo("HeadTooLarge");
        }
    }

    /** S-40: an answer that ends in any other way than it should is seen to be cut. */
    @ParameterizedTest
    @ValueSource(strings = {"reset", "close", "trailers without end"})
    void aCutAnswerIsSeenToBeCut(String way) throws Exception {
        try (var upstream =
                        upstream(
                                (peer, conversation) -> {
                                    int stream = peer.awaitRequest();
                                    peer.head(stream, false, ":status=200");
                                    peer.data(stream, false, "part");
                                    conversation.awaitSignal();
                                    switch (way) {
                                        case "reset" -> peer.reset(stream, PROTOCOL_ERROR);
                                        case "close" -> conversation.close();
                                        default -> peer.head(stream, false, "x=y");
                                    }
                                    peer.awaitGone();
                                });
                var gateway = before(upstream);
                var client = gateway.connect()) {
            client.send(GET);
            client.readThrough("part");
            upstream.conversations().getFirst().signal();
            assertThat(client.readToEnd()).doesNotContain("0\r\n\r\n");
            assertThat(gateway.failure()).isNotNull();
        }
    }

    /** S-15: a length was declared, so there is no place for trailers, which breaks nothing. */
    @Test
    void trailersBehindADeclaredLengthAreLeftOut() throws Exception {
        try (var upstream =
                        upstream(
                                (peer, conversation) -> {
                                    int stream = peer.awaitRequest();
                                    peer.head(stream, false, ":status=200~content-length=2");
                                    peer.data(stream, false, "ok").head(stream, true, "x=y");
                                    peer.awaitGone();
                                });
                var gateway = before(upstream)) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 200 ").endsWith("\r\n\r\nok");
            assertThat(gateway.failure()).isNull();
        }
    }

    /** S-81: those who do not read leave the connection to the others. */
    @Test
    void clientsThatDoNotReadDoNotHoldUpOthersOnTheSameConnection() throws Exception {
        try (var upstream = upstream(Http2UpstreamIT::largeAnswers);
                var gateway = before(upstream)) {
            List<RawSocket> idle = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                var client = gateway.connect();
                idle.add(client.send("GET /large HTTP/1.1\r\nHost: a\r\n\r\n"));
                client.readThrough("\r\n\r\n");
            }
            for (int i = 0; i < 5; i++) {
                assertThat(gateway.get("/small")).startsWith("HTTP/1.1 200 ");
            }
            assertThat(upstream.conversations()).hasSize(1);
            for (var client : idle) {
                client.close();
            }
            gateway.awaitNothingLeft(45);
        }
    }

    /** Sends each stream what its first window allows; the fortieth and on are small. */
    private static void largeAnswers(Http2Peer peer, Conversation conversation) throws IOException {
        for (int i = 0; i < 40; i++) {
            int stream = peer.awaitRequest();
            peer.head(stream, false, ":status=200");
            for (int sent = 0; sent + 16_000 < 65_535; sent += 16_000) {
                peer.data(stream, false, "x".repeat(16_000));
            }
        }
        while (true) {
            peer.ok(peer.awaitRequest());
        }
    }
}
