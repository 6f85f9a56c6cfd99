package io.raygate.forward;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.Http2Peer;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which fields of an answer pass (S-36), from upstreams of either protocol. */
class AnswerFilterIT {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection: close, x-hop",
                "keep-alive: timeout=5",
                "proxy-connection: keep-alive",
                "proxy-authenticate: Basic",
                "proxy-authorization: Basic eA==",
                "te: trailers",
                "trailer: x-checksum",
                "upgrade: h2c",
                "http2-settings: AAA",
                "server: uvicorn",
                "x-powered-by: Ray",
                "x-ray-token: secret",
                "X-RAY-Node: 10.0.0.1",
                "x_ray_node: 10.0.0.1",
                "x-raygate-tenant: other",
                "x-envoy-upstream-service-time: 5",
                "x-accel-redirect: /etc/passwd",
                "x-sendfile: /etc/passwd",
                "alt-svc: h3=\":443\"",
                "proxy-status: upstream; error=x",
                "ratelimit: \"x\";r=1",
                "ratelimit-policy: \"x\";q=1",
                "x-ratelimit-limit-requests: 1",
                "x-request-id: forged",
                "set-cookie: session=1"
            })
    void whatOnlyAServerOrTheGatewayMaySayIsDropped(String field) throws Exception {
        try (var upstream = answering(field, "x-hop: of the connection", "x-kept: 1")) {
            assertFiltered(upstream, field);
        }
    }

    private static void assertFiltered(FaultyUpstream upstream, String field) throws Exception {
        try (var gateway = ForwarderUnderTest.to(upstream);
                var client = gateway.connect()) {
            client.send("GET / HTTP/1.1\r\nHost: a\r\n\r\n");
            var answer = client.readAnswer().toLowerCase(Locale.ROOT);
            var name = field.substring(0, field.indexOf(':')).toLowerCase(Locale.ROOT);
            assertThat(answer).startsWith("http/1.1 200 ").contains("x-kept: 1").endsWith("ok");
            assertThat(answer)
                    .doesNotContain(field.toLowerCase(Locale.ROOT))
                    .doesNotContain(name.equals("x-request-id") ? "forged" : name + ":");
            assertThat(answer.contains("x-hop:")).isEqualTo(!name.equals("connection"));
        }
    }

    /** A route may let a cookie through, but never the one that Ray takes for a credential. */
    @Test
    void onlyTheCookiesOfTheRoutePass() throws Exception {
        var policy =
                Policies.with(
                        changed -> changed.cookies = Set.of("theme", "ray-authentication-token"));
        try (var upstream =
                        answering(
                                "set-cookie: theme=dark; Path=/",
                                "set-cookie: session=1",
                                "set-cookie: ray-authentication-token=t");
                var gateway =
                        new ForwarderUnderTest(policy, Orders.cluster("stable", upstream.port()))) {
            assertThat(gateway.get("/"))
                    .contains("theme=dark; Path=/")
                    .doesNotContain("session=1", "ray-authentication-token");
        }
    }

    @Test
    void aLocationThatNamesAnEndpointBecomesRelative() throws Exception {
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    conversation.readRequest();
                                    var head = conversation.heads().getFirst();
                                    int at = head.indexOf("x-own: ") + 7;
                                    var own = head.substring(at, head.indexOf('\r', at));
                                    conversation.send(
                                            "HTTP/1.1 307 T\r\nLocation: http://127.0.0.1:"
                                                    + own
                                                    + "/y\r\nContent-Length: 0\r\n\r\n");
                                });
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(
                            gateway.exchange(
                                    "GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nx-own: "
                                            + upstream.port()
                                            + "\r\n\r\n"))
                    .containsIgnoringCase("location: /y\r\n");
        }
    }

    /** Bytes that a field of a request may not have make an answer malformed. */
    @ParameterizedTest
    @ValueSource(strings = {"x: a\u0000b", "x: a\u007f", "x\u0001: a", "x y: a", ": a", " folded"})
    void badBytesAre502(String field) throws Exception {
        try (var upstream = answering(field);
                var gateway = ForwarderUnderTest.to(upstream)) {
            assertThat(gateway.get("/")).startsWith("HTTP/1.1 502 ");
            assertThat(gateway.failure()).isEqualTo("Malformed");
        }
    }

    @Test
    void theSameHoldsForHttp2() throws Exception {
        try (var upstream =
                        FaultyUpstream.start(
                                conversation -> {
                                    var peer = Http2Peer.begin(conversation);
                                    int stream = peer.awaitRequest();
                                    peer.head(
                                            stream,
                                            false,
                                            ":status=200~server=x~x-ray-node=1~x-kept=1"
                                                    + "~set-cookie=a=b~x-request-id=forged");
                                    peer.data(stream, true, "ok");
                                    peer.awaitGone();
                                });
                var gateway =
                        new ForwarderUnderTest(
                                Orders.POLICY, Orders.h2c("stable", upstream.port()))) {
            assertThat(gateway.get("/"))
                    .startsWith("HTTP/1.1 200 ")
                    .contains("x-kept: 1")
                    .doesNotContain("server:", "x-ray-node", "set-cookie", "forged");
        }
    }

    private static FaultyUpstream answering(String... fields) throws Exception {
        return FaultyUpstream.answering(
                "HTTP/1.1 200 OK\r\n"
                        + String.join("\r\n", fields)
                        + "\r\nContent-Length: 2\r\n\r\nok");
    }
}
