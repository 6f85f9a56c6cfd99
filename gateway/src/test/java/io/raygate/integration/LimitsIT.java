package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.RawSocket;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Callers are held to what was agreed, and told so; seen from outside. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class LimitsIT {
    private static final String ANSWER =
            "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nRateLimit: \"mine\";r=1\r\n\r\nok";

    private final CountDownLatch last = new CountDownLatch(1);
    private FaultyUpstream upstream;
    private GatewayUnderTest gateway;

    /** Answers, but keeps back the last octet of what goes to {@code /slow}. */
    @BeforeEach
    void start() throws IOException {
        upstream =
                FaultyUpstream.start(
                        conversation -> {
                            while (conversation.readRequest()) {
                                String head = conversation.heads().getLast();
                                if (head.startsWith("GET /slow")) {
                                    conversation.send(ANSWER.substring(0, ANSWER.length() - 1));
                                    last.await();
                                    conversation.send("k");
                                } else {
                                    conversation.send(ANSWER);
                                }
                            }
                        });
        gateway = GatewayUnderTest.start(yaml("5/day"));
    }

    @AfterEach
    void stop() throws IOException {
        last.countDown();
        gateway.close();
        upstream.close();
    }

    private String yaml(String rate) {
        return """
            limits:
              standard: {requests: {rate: %s}}
              group: {requests: {rate: 1000/day, burst: 100}}
              few: {requests: {rate: 2/day}}
              two: {concurrency: 2}
              tried: {requests: {rate: 1/day}, shadow: true}
              monthly: {quota: {requests: 2/month}}
            tenants:
              acme: {parent: house, limits: standard, keys: {ci: {hash: "KEY_HASH"}}}
              house: {limits: group}
            clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off}}
            routes:
              plain: {match: {path: /plain}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}
              few: {match: {path: /few}, auth: [apiKeys], tenants: all, limits: few, split: {weights: {one: 1}}}
              slow: {match: {path: /slow}, auth: none, limits: two, split: {weights: {one: 1}}}
              chat: {match: {path: /v1}, auth: [apiKeys], tenants: all, openai: true, split: {weights: {one: 1}}}
              monthly: {match: {path: /monthly}, auth: none, limits: monthly, openai: true, split: {weights: {one: 1}}}
              open: {match: {path: /open}, auth: none, limits: few, split: {weights: {one: 1}}}
              tried: {match: {path: /tried}, auth: none, limits: tried, split: {weights: {one: 1}}}
            """
                .formatted(rate, upstream.port());
    }

    private static String field(HttpResponse<String> answer, String name) {
        return String.join(" AND ", answer.headers().allValues(name));
    }

    private HttpResponse<String> anonymous(String path) {
        return gateway.send(gateway.anonymous(path));
    }

    @Test
    void aTenantGetsWhatWasAgreedAndNotOneMore() {
        for (int left = 4; left >= 0; left--) {
            HttpResponse<String> answer = gateway.get("/plain");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(field(answer, "ratelimit"))
                    .startsWith("\"parent\";r=" + (95 + left) + ";t=")
                    .contains(", \"tenant\";r=" + left + ";t=")
                    .doesNotContain("mine");
            assertThat(field(answer, "ratelimit-policy"))
                    .isEqualTo("\"parent\";q=1000;w=86400, \"tenant\";q=5;w=86400");
        }
        HttpResponse<String> refused = gateway.get("/plain");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(field(refused, "x-raygate-code")).isEqualTo("rate_limit_exceeded");
        assertThat(Long.parseLong(field(refused, "retry-after"))).isBetween(17_000L, 17_280L);
        assertThat(field(refused, "ratelimit"))
                .startsWith("\"parent\";r=95;t=")
                .contains("\"tenant\";r=0;t=");
        JsonObject problem = new JsonObject(refused.body());
        assertThat(problem.getString("type"))
                .isEqualTo("https://iana.org/assignments/http-problem-types#quota-exceeded");
        assertThat(problem.getString("limit")).isEqualTo("tenant");
        assertThat(problem.getInteger("retry_after")).isBetween(17_000, 17_280);
        assertThat(upstream.heads()).hasSize(5);
        assertThat(
                        gateway.metric(
                                "raygate_limit_decisions_total{limit=\"standard\",result=\"over\"}"))
                .isEqualTo(1);
        assertThat(gateway.logLine("rate_limit_exceeded").getString("raygate.reason"))
                .isEqualTo("limits standard of the tenant used up: requests");
    }

    @Test
    void whatIsRefusedByOneLimitIsTakenFromNone() {
        assertThat(gateway.get("/few").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/few").statusCode()).isEqualTo(200);
        for (int i = 0; i < 5; i++) {
            assertThat(gateway.get("/few").statusCode()).isEqualTo(429);
        }
        assertThat(field(gateway.get("/plain"), "ratelimit"))
                .startsWith("\"parent\";r=97;")
                .contains("\"tenant\";r=2;");
    }

    @Test
    void nobodyIsChargedForWhatIsRefusedBefore() {
        assertThat(anonymous("/plain").statusCode()).isEqualTo(401);
        assertThat(anonymous("/plain").headers().firstValue("ratelimit")).isEmpty();
        assertThat(gateway.get("/nowhere").statusCode()).isEqualTo(404);
        assertThat(field(gateway.get("/plain"), "ratelimit")).contains("\"tenant\";r=4;");
    }

    @Test
    void anOpenRouteCountsByAddress() throws Exception {
        assertThat(anonymous("/open").statusCode()).isEqualTo(200);
        assertThat(anonymous("/open").statusCode()).isEqualTo(200);
        assertThat(anonymous("/open").statusCode()).isEqualTo(429);
        Socket other = new Socket();
        other.bind(new InetSocketAddress("127.0.0.2", 0));
        try (RawSocket socket = RawSocket.connect(other, gateway.port())) {
            socket.lines("GET /open HTTP/1.1~Host: a~~");
            assertThat(socket.readAnswer()).startsWith("HTTP/1.1 200 ");
        }
    }

    /** RFC 6177: who has one address of IPv6 has a /64 of them. */
    @Test
    void anOpenRouteCountsAddressesOfIpv6ByTheirNetwork() {
        gateway.reconfigure(yaml("5/day") + "trustedProxies: [127.0.0.1]\n");
        for (int i = 1; i <= 3; i++) {
            String from = "2001:db8::" + i;
            assertThat(
                            gateway.send(gateway.anonymous("/open").header("X-Forwarded-For", from))
                                    .statusCode())
                    .isEqualTo(i <= 2 ? 200 : 429);
        }
    }

    @Test
    void aShadowIsCountedOnly() {
        for (int i = 0; i < 3; i++) {
            HttpResponse<String> answer = anonymous("/tried");
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("ratelimit")).isEmpty();
        }
        assertThat(
                        gateway.metric(
                                "raygate_limit_decisions_total{limit=\"tried\",result=\"shadow\"}"))
                .isEqualTo(2);
    }

    @Test
    void openAiClientsSeeTheirOwnFieldsAndError() {
        HttpResponse<String> answer = gateway.get("/v1/models");
        assertThat(field(answer, "x-ratelimit-limit-requests")).isEqualTo("5");
        assertThat(field(answer, "x-ratelimit-remaining-requests")).isEqualTo("4");
        assertThat(field(answer, "x-ratelimit-reset-requests")).matches("28[78]m[0-9]+s");
        for (int i = 0; i < 4; i++) {
            gateway.get("/v1/models");
        }
        HttpResponse<String> refused = gateway.get("/v1/models");
        assertThat(refused.statusCode()).isEqualTo(429);
        JsonObject error = new JsonObject(refused.body()).getJsonObject("error");
        assertThat(error.getString("type")).isEqualTo("requests");
        assertThat(error.getString("code")).isEqualTo("rate_limit_exceeded");
        assertThat(field(refused, "x-should-retry")).isEmpty();
        assertThat(Long.parseLong(field(refused, "retry-after-ms"))).isGreaterThan(17_000_000L);
    }

    @Test
    void aQuotaIsOverUntilItsWindowEndsAndClientsAreToldNotToTryAgain() {
        HttpResponse<String> answer = anonymous("/monthly");
        assertThat(field(answer, "ratelimit-policy"))
                .isEqualTo("\"route-requests-month\";q=2;w=2678400");
        assertThat(anonymous("/monthly").statusCode()).isEqualTo(200);
        HttpResponse<String> refused = anonymous("/monthly");
        assertThat(refused.statusCode()).isEqualTo(429);
        assertThat(field(refused, "x-raygate-code")).isEqualTo("quota_exceeded");
        assertThat(field(refused, "x-should-retry")).isEqualTo("false");
        long left = Long.parseLong(field(refused, "retry-after"));
        assertThat(Instant.now().plusSeconds(left).atOffset(ZoneOffset.UTC).getDayOfMonth())
                .isEqualTo(1);
        JsonObject error = new JsonObject(refused.body()).getJsonObject("error");
        assertThat(error.getString("type")).isEqualTo("insufficient_quota");
        assertThat(error.getString("code")).isEqualTo("insufficient_quota");
        assertThat(error.getString("message")).endsWith(": limit route-requests-month");
    }

    @Test
    void aRequestIsOpenUntilTheLastOctetOfItsAnswer() throws Exception {
        try (RawSocket one = slow();
                RawSocket two = slow()) {
            one.readThrough("\r\n\r\no");
            two.readThrough("\r\n\r\no");
            HttpResponse<String> refused = anonymous("/slow");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(field(refused, "x-raygate-code")).isEqualTo("concurrency_limit_exceeded");
            assertThat(field(refused, "retry-after")).isEqualTo("1");
            two.reset();
            last.countDown();
            one.readThrough("k");
        }
        await().until(() -> anonymous("/slow").statusCode() == 200);
        try (RawSocket one = slow();
                RawSocket two = slow()) {
            assertThat(one.readAnswer()).startsWith("HTTP/1.1 200 ");
            assertThat(two.readAnswer()).startsWith("HTTP/1.1 200 ");
        }
    }

    private RawSocket slow() throws IOException {
        return RawSocket.connect(gateway.port()).lines("GET /slow HTTP/1.1~Host: a~~");
    }

    @Test
    void aChangeHoldsAtOnceAndKeepsWhatWasUsed() {
        for (int i = 0; i < 5; i++) {
            gateway.get("/plain");
        }
        assertThat(gateway.get("/plain").statusCode()).isEqualTo(429);
        gateway.reconfigure(yaml("7/day"));
        assertThat(gateway.get("/plain").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/plain").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/plain").statusCode()).isEqualTo(429);
    }

    @Test
    void aKeyHasItsOwnBesideItsTenants() {
        String keys = "limits: standard, keys: {ci: {hash: \"KEY_HASH\", limits: few}}";
        gateway.reconfigure(
                yaml("5/day").replace("limits: standard, keys: {ci: {hash: \"KEY_HASH\"}}", keys));
        assertThat(field(gateway.get("/plain"), "ratelimit-policy"))
                .contains("\"key\";q=2;w=86400");
        assertThat(gateway.get("/plain").statusCode()).isEqualTo(200);
        assertThat(gateway.get("/plain").statusCode()).isEqualTo(429);
    }

    @Test
    void whatIsRefusedIsStillToldByHead() {
        for (int i = 0; i < 5; i++) {
            gateway.get("/plain");
        }
        HttpResponse<String> head =
                gateway.send(
                        gateway.request("/plain")
                                .method("HEAD", HttpRequest.BodyPublishers.noBody()));
        assertThat(head.statusCode()).isEqualTo(429);
        assertThat(field(head, "ratelimit")).contains("\"tenant\";r=0;");
    }
}
