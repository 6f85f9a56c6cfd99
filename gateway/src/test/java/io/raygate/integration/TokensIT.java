package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.Conversation;
import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.RawSocket;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What requests to a model ask for and cost is found out on their way (S-69); seen from outside.
 */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class TokensIT {
    private static final String ROLE =
            "data: {\"choices\":[{\"delta\":{\"role\":\"assistant\"}}]}\n\n";
    private static final String HELLO =
            "data: {\"choices\":[{\"delta\":{\"content\":\"Hello\"}}]}\n\n";
    private static final String USAGE =
            "data: {\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":2,"
                    + "\"total_tokens\":11,\"prompt_tokens_details\":{\"cached_tokens\":4}}}\n\n";
    private static final String DONE = "data: [DONE]\n\n";
    private static final String UNARY =
            "{\"choices\":[{\"message\":{\"content\":\"Hello\"}}],\"usage\":{\"prompt_tokens\":7,"
                    + "\"completion_tokens\":3,\"total_tokens\":10}}";

    private FaultyUpstream upstream;
    private GatewayUnderTest gateway;

    @BeforeEach
    void start() throws IOException {
        upstream = FaultyUpstream.start(TokensIT::serve);
        gateway = GatewayUnderTest.start(yaml());
    }

    private String yaml() {
        return """
            limits: {tokens: {tokens: {rate: 1000/day}}}
            clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off}}
            routes:
              chat: {match: {path: /v1}, auth: [apiKeys], tenants: all, openai: true, limits: tokens,
                sizes: {body: 256KiB}, split: {weights: {one: 1}}}
              told: {match: {path: /told}, auth: none, meter: {headers: {input: X-In, output: X-Out}}, split: {weights: {one: 1}}}
              free: {match: {path: /free}, auth: none, openai: true, split: {weights: {one: 1}}}
              plain: {match: {path: /plain}, auth: none, split: {weights: {one: 1}}}
              strict: {match: {path: /strict}, auth: none, openai: true, meter: {askForUsage: false}, split: {weights: {one: 1}}}
            """
                .formatted(upstream.port());
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
        upstream.close();
    }

    private static void serve(Conversation conversation) throws Exception {
        while (conversation.readRequest()) {
            String head = conversation.heads().getLast();
            String body = conversation.bodies().isEmpty() ? "" : conversation.bodies().getLast();
            if (body.contains("\"wait\"")) {
                conversation.send(events() + chunk(ROLE) + chunk(HELLO) + chunk(HELLO));
                conversation.awaitGone();
            } else if (body.contains("\"stream\":true")) {
                boolean told = body.contains("\"include_usage\":true");
                String usage = told ? chunk(USAGE) : "";
                conversation.send(events() + chunk(ROLE) + chunk(HELLO) + chunk(HELLO));
                conversation.send(usage + chunk(DONE) + "0\r\n\r\n");
            } else if (head.contains(" /told")) {
                conversation.send(
                        "HTTP/1.1 200 OK\r\nX-In: 5\r\nX-Out: 6\r\nContent-Length: 0\r\n\r\n");
            } else {
                conversation.send(
                        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
                                + UNARY.length()
                                + "\r\n\r\n"
                                + UNARY);
            }
        }
    }

    private static String events() {
        return "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n";
    }

    private static String chunk(String event) {
        return Integer.toHexString(event.length()) + "\r\n" + event + "\r\n";
    }

    private HttpResponse<String> post(String path, String body) {
        return gateway.send(posting(path, body));
    }

    private HttpRequest.Builder posting(String path, String body) {
        return gateway.request(path)
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body));
    }

    private String sentHead() {
        return upstream.heads().getLast();
    }

    private String sentBody() {
        return upstream.bodies().getLast();
    }

    @Test
    void anAnswerTellsWhatItCost() {
        String body = " {\"model\":\"llama\", \"messages\":[]} ";
        HttpRequest.Builder request = posting("/v1/chat/completions", body);
        HttpResponse<String> answer = gateway.send(request.header("Accept-Encoding", "gzip, br"));
        assertThat(answer.body()).isEqualTo(UNARY);
        assertThat(sentBody()).isEqualTo(body);
        assertThat(sentHead().toLowerCase(Locale.ROOT))
                .contains("accept-encoding: identity\r\n")
                .doesNotContain("gzip");
        JsonObject line = gateway.logLine("llama");
        assertThat(line.getString("gen_ai.request.model")).isEqualTo("llama");
        assertThat(line.getInteger("gen_ai.usage.input_tokens")).isEqualTo(7);
        assertThat(line.getInteger("gen_ai.usage.output_tokens")).isEqualTo(3);
        assertThat(line.getInteger("http.request.body.size")).isEqualTo(body.length());
        assertThat(gateway.metric("raygate_tokens_total{route=\"chat\",type=\"input\"}"))
                .isEqualTo(7);
        assertThat(gateway.metric("raygate_tenant_tokens_total{tenant=\"acme\",type=\"output\"}"))
                .isEqualTo(3);
    }

    @Test
    void aStreamIsAskedForItsUsageWhichTheClientDoesNotSee() {
        HttpResponse<String> answer =
                post("/v1/chat/completions", "{\"model\":\"m\",\"stream\":true}");
        assertThat(sentBody())
                .isEqualTo(
                        "{\"stream_options\":{\"include_usage\":true},\"model\":\"m\",\"stream\":true}");
        assertThat(sentHead().toLowerCase(Locale.ROOT))
                .contains("content-length: " + sentBody().length() + "\r\n");
        assertThat(answer.body()).isEqualTo(ROLE + HELLO + HELLO + DONE);
        JsonObject line = gateway.logLine("gen_ai.usage");
        assertThat(line.getInteger("gen_ai.usage.input_tokens")).isEqualTo(9);
        assertThat(line.getInteger("gen_ai.usage.output_tokens")).isEqualTo(2);
        assertThat(gateway.metric("raygate_tokens_total{route=\"chat\",type=\"cached_input\"}"))
                .isEqualTo(4);
    }

    @Test
    void whoAsksForTheUsageSeesIt() {
        String body = "{\"stream\":true,\"stream_options\":{\"include_usage\":true}}";
        assertThat(post("/v1/chat/completions", body).body())
                .isEqualTo(ROLE + HELLO + HELLO + USAGE + DONE);
        assertThat(sentBody()).isEqualTo(body);
    }

    @Test
    void aRouteMayLeaveTheStreamAsItIsAskedFor() {
        String body = "{\"stream\":true}";
        assertThat(post("/strict/v1/chat/completions", body).body())
                .isEqualTo(ROLE + HELLO + HELLO + DONE);
        assertThat(sentBody()).isEqualTo(body);
        assertThat(gateway.logLine("strict").getInteger("gen_ai.usage.output_tokens")).isEqualTo(3);
    }

    /** S-82: it settles to what was sent, by the pieces that passed. */
    @Test
    void aStreamThatTheClientLeavesCostsWhatWasSent() throws IOException {
        String body =
                "{\"stream\":true,\"messages\":[{\"content\":\"12345678\"}],\"user\":\"wait\"}";
        try (RawSocket client = RawSocket.connect(gateway.port())) {
            client.lines(
                    "POST /v1/chat/completions HTTP/1.1~Host: a~Authorization: Bearer "
                            + gateway.key()
                            + "~Content-Type: application/json~Content-Length: "
                            + body.length()
                            + "~~"
                            + body);
            client.readThrough("Hello\"}}]}\n\n");
            client.readThrough("Hello\"}}]}\n\n");
        }
        JsonObject line = gateway.logLine("client_gone");
        assertThat(line.getInteger("http.response.status_code")).isEqualTo(499);
        assertThat(line.getInteger("gen_ai.usage.input_tokens")).isEqualTo(6);
        assertThat(line.getInteger("gen_ai.usage.output_tokens")).isEqualTo(3);
        gateway.awaitSettled();
        assertThat(
                        gateway.metric(
                                "raygate_limit_settled_total{limit=\"tokens\",measure=\"tokens\"}"))
                .isEqualTo(9);
    }

    @Test
    void limitsTakeWhatARequestIsExpectedToCostAndSettleByWhatItDid() {
        post("/v1/chat/completions", "{\"messages\":[{\"content\":\"1234\"}],\"max_tokens\":20}");
        gateway.awaitSettled();
        String labels = "{limit=\"tokens\",measure=\"tokens\"}";
        assertThat(gateway.metric("raygate_limit_reserved_total" + labels)).isEqualTo(25);
        assertThat(gateway.metric("raygate_limit_settled_total" + labels)).isEqualTo(10);
    }

    @Test
    void anyApplicationCanTellItsTokensInFields() {
        assertThat(gateway.get("/told").statusCode()).isEqualTo(200);
        JsonObject line = gateway.logLine("told");
        assertThat(line.getInteger("gen_ai.usage.input_tokens")).isEqualTo(5);
        assertThat(line.getInteger("gen_ai.usage.output_tokens")).isEqualTo(6);
    }

    @Test
    void aRouteWithoutAMeterIsNotLookedAt() {
        HttpResponse<String> answer =
                gateway.send(
                        posting("/plain", "{\"model\":1,\"model\":2}")
                                .header("Accept-Encoding", "gzip"));
        assertThat(answer.body()).isEqualTo(UNARY);
        assertThat(sentHead().toLowerCase(Locale.ROOT)).contains("gzip");
        assertThat(gateway.logLine("plain").containsKey("gen_ai.usage.input_tokens")).isFalse();
    }

    /** S-69: what two readers could read in two ways is refused, and nothing of it is sent. */
    @Test
    void aBodyThatCouldHideAModelIsRefused() {
        HttpResponse<String> twice =
                post("/v1/chat/completions", "{\"model\":\"a\",\"model\":\"b\"}");
        assertThat(twice.statusCode()).isEqualTo(400);
        assertThat(twice.headers().firstValue("x-raygate-code")).hasValue("invalid_body");
        assertThat(new JsonObject(twice.body()).getJsonObject("error").getString("type"))
                .isEqualTo("invalid_request_error");
        HttpResponse<String> encoded =
                gateway.send(posting("/v1/completions", "{}").header("Content-Encoding", "gzip"));
        assertThat(encoded.statusCode()).isEqualTo(415);
        assertThat(encoded.headers().firstValue("x-raygate-code")).hasValue("unsupported_encoding");
        HttpResponse<String> untyped =
                gateway.send(
                        gateway.request("/v1/completions")
                                .header("Content-Type", "text/plain")
                                .POST(HttpRequest.BodyPublishers.ofString("model: a")));
        assertThat(untyped.statusCode()).isEqualTo(400);
        assertThat(upstream.heads()).isEmpty();
    }

    @Test
    void aBodyOfPartsPassesUnread() {
        String body =
                "--x\r\nContent-Disposition: form-data; name=\"model\"\r\n\r\nwhisper\r\n--x--";
        HttpResponse<String> answer =
                gateway.send(
                        gateway.request("/v1/audio/transcriptions")
                                .header("Content-Type", "multipart/form-data; boundary=x")
                                .POST(HttpRequest.BodyPublishers.ofString(body)));
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(sentBody()).isEqualTo(body);
        assertThat(gateway.logLine("transcriptions").getInteger("gen_ai.usage.output_tokens"))
                .isEqualTo(3);
    }

    @Test
    void aBodyOfUnknownLengthIsSentWithItsLength() throws IOException {
        try (RawSocket client = RawSocket.connect(gateway.port())) {
            String head =
                    "POST /v1/embeddings HTTP/1.1~Host: a~Authorization: Bearer " + gateway.key();
            client.lines(head + "~Transfer-Encoding: chunked~~5~{\"inp~9~ut\":\"xy\"}~0~~");
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ");
            client.lines(head + "~Transfer-Encoding: chunked~~0~~");
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ");
            client.lines(head + "~Content-Length: 9~~{\"cut\":1}");
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(upstream.bodies()).containsExactly("{\"input\":\"xy\"}", "", "{\"cut\":1}");
    }

    /** S-13: the body is needed to know what is asked, so only who may ask is told to send it. */
    @Test
    void aClientThatWaitsIsToldToSend() throws IOException {
        String expecting =
                "POST /v1/embeddings HTTP/1.1~Host: a~Expect: 100-continue~Content-Length: 2~";
        try (RawSocket client = RawSocket.connect(gateway.port())) {
            client.lines(expecting + "Authorization: Bearer " + gateway.key() + "~~");
            assertThat(client.readThrough("\r\n\r\n")).startsWith("HTTP/1.1 100 ");
            client.send("{}");
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 200 ");
        }
        try (RawSocket stranger = RawSocket.connect(gateway.port())) {
            stranger.lines(expecting + "~");
            assertThat(stranger.readAnswer()).startsWith("HTTP/1.1 401 ");
        }
    }

    @Test
    void aBodyIsHeldNoLongerThanTheRouteAllows() throws IOException {
        String head = "POST /v1/embeddings HTTP/1.1~Host: a~Authorization: Bearer " + gateway.key();
        try (RawSocket client = RawSocket.connect(gateway.port())) {
            client.lines(head + "~Content-Length: 300000~~{");
            assertThat(client.readAnswer())
                    .startsWith("HTTP/1.1 413 ")
                    .contains("request_too_large");
        }
        try (RawSocket client = RawSocket.connect(gateway.port())) {
            client.lines(
                    head + "~Transfer-Encoding: chunked~~49000~{\"x\":\"" + "y".repeat(299_000));
            assertThat(client.readAnswer()).startsWith("HTTP/1.1 413 ");
        }
        assertThat(upstream.heads()).isEmpty();
    }

    /** Larger than what is sent at once, and than what is kept for a retry. */
    @Test
    void aLargeBodyArrivesByteForByte() {
        String body = "{\"input\":\"" + "0123456789abcdef".repeat(12_000) + "\"}";
        assertThat(post("/free/v1/embeddings", body).statusCode()).isEqualTo(200);
        assertThat(sentBody()).isEqualTo(body);
        String stream = body.replace("\"}", "\",\"stream\":true}");
        assertThat(post("/free/v1/completions", stream).statusCode()).isEqualTo(200);
        assertThat(sentBody())
                .isEqualTo("{\"stream_options\":{\"include_usage\":true}," + stream.substring(1));
    }
}
