package io.raygate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Decision.Answer;
import io.raygate.exchange.Decision.Proceed;
import io.raygate.exchange.Decision.Refuse;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Own answers on the wire: RFC 9457, RFC 6750, OpenAI's errors; S-12, S-68, S-109. */
class RejectionWriterIT {
    private final Vertx vertx = Vertx.vertx();
    private volatile Rejection rejection = Rejection.of(RejectionCode.NOT_FOUND, "test");
    private volatile RejectionStyle style = RejectionStyle.PROBLEM;
    private volatile int bytes = -1;
    private int port;

    @BeforeEach
    void start() throws Exception {
        RequestIds ids = RequestIds.seeded(InstantSource.system());
        Sanitizer sanitizer = new Sanitizer(ids);
        RejectionWriter writer = new RejectionWriter(vertx, ids, "urn:raygate:problem:");
        HttpServer server =
                vertx.createHttpServer()
                        .requestHandler(request -> answer(sanitizer, writer, request));
        port = server.listen(0, "127.0.0.1").await(60, TimeUnit.SECONDS).actualPort();
    }

    @AfterEach
    void stop() throws Exception {
        vertx.close().await(60, TimeUnit.SECONDS);
    }

    private void answer(Sanitizer sanitizer, RejectionWriter writer, HttpServerRequest request) {
        request.pause();
        Exchange exchange = new Exchange(request, "http", 0);
        exchange.account().style = style;
        switch (sanitizer.sanitize(exchange, SanitizerRules.DEFAULT)) {
            case Proceed<RequestHead>(var head) -> {
                exchange.head(head);
                writer.write(exchange, rejection);
            }
            case Refuse<RequestHead>(var refusal) -> writer.write(exchange, refusal);
            case Answer<RequestHead>(var own) -> writer.write(exchange, own);
            case Decision.Wait<RequestHead> wait -> throw new AssertionError(wait);
        }
    }

    /** Sends the text and reads until the peer closes. */
    private String exchange(String text) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(60_000);
            socket.getOutputStream()
                    .write(text.replace("\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    private String get(String target) throws IOException {
        return exchange("GET " + target + " HTTP/1.1\nHost: a\nConnection: close\n\n");
    }

    private static JsonObject body(String answer) {
        return new JsonObject(answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }

    private static String field(String answer, String name) {
        for (String line : answer.lines().toList()) {
            if (line.regionMatches(true, 0, name + ": ", 0, name.length() + 2)) {
                return line.substring(name.length() + 2);
            }
        }
        return "";
    }

    @Test
    void writesAProblem() throws Exception {
        rejection = Rejection.of(RejectionCode.METHOD_NOT_ALLOWED, "test");
        String answer = get("/v1/%22%7Bx");
        assertThat(answer).startsWith("HTTP/1.1 405 ");
        assertThat(field(answer, "content-type")).isEqualTo("application/problem+json");
        assertThat(field(answer, "x-raygate-code")).isEqualTo("method_not_allowed");
        assertThat(field(answer, "cache-control")).isEqualTo("no-store");
        assertThat(field(answer, "x-content-type-options")).isEqualTo("nosniff");
        assertThat(field(answer, "strict-transport-security")).isEmpty();
        assertThat(field(answer, "server")).isEmpty();
        JsonObject body = body(answer);
        assertThat(body.getString("type")).isEqualTo("urn:raygate:problem:method-not-allowed");
        assertThat(body.getString("title")).isEqualTo("The method is not allowed here");
        assertThat(body.getInteger("status")).isEqualTo(405);
        assertThat(body.getString("code")).isEqualTo("method_not_allowed");
        assertThat(body.getString("instance")).isEqualTo("/v1/%22%7Bx");
        assertThat(body.getString("request_id")).isEqualTo(field(answer, "x-request-id"));
        assertThat(body.containsKey("error")).isFalse();
        assertThat(body.containsKey("retry_after")).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "REQUEST_TOO_LARGE, 413, invalid_request_error, request_too_large, false",
        "OVERLOADED, 503, server_error, server_is_overloaded, ''",
        "UPSTREAM_TIMEOUT, 504, server_error, upstream_timeout, ''",
        "METHOD_UNKNOWN, 501, server_error, method_unknown, false",
        "CLIENT_TOO_SLOW, 408, invalid_request_error, client_too_slow, ''",
    })
    void writesOpenAisErrorOnItsRoutes(
            RejectionCode code, int status, String type, String error, String retry)
            throws Exception {
        style = RejectionStyle.OPENAI;
        rejection = Rejection.of(code, "test");
        String answer = get("/v1/models");
        assertThat(answer).startsWith("HTTP/1.1 " + status);
        assertThat(field(answer, "content-type")).isEqualTo("application/json");
        assertThat(field(answer, "x-raygate-code")).isEqualTo(rejection.code().code());
        assertThat(field(answer, "x-should-retry")).isEqualTo(retry);
        JsonObject body = body(answer);
        assertThat(body.fieldNames()).containsExactly("error");
        assertThat(body.getJsonObject("error"))
                .isEqualTo(
                        new JsonObject()
                                .put("message", code.title())
                                .put("type", type)
                                .putNull("param")
                                .put("code", error));
    }

    @ParameterizedTest
    @EnumSource(
            names = {
                "AUTHENTICATION_REQUIRED",
                "INVALID_TOKEN",
                "INVALID_API_KEY",
                "TOKEN_EXPIRED",
                "API_KEY_EXPIRED",
                "MULTIPLE_CREDENTIALS",
                "AUTH_THROTTLED",
                "TENANT_UNKNOWN",
                "TENANT_SUSPENDED",
                "ADDRESS_NOT_ALLOWED",
                "NOT_FOUND"
            })
    void toCallersWhoAreNotGrantedItEveryRouteLooksAlike(RejectionCode code) throws Exception {
        rejection = Rejection.of(code, "test");
        String one = get("/x");
        style = RejectionStyle.OPENAI;
        String other = get("/x");
        assertThat(withoutId(other)).isEqualTo(withoutId(one));
        assertThat(body(one).getString("code")).isEqualTo(code.code());
        assertThat(body(one).getJsonObject("error").getString("code"))
                .isEqualTo(code.status() == 401 ? "invalid_api_key" : code.code());
    }

    private static String withoutId(String answer) {
        return answer.replaceAll("[0-9a-f]{8}-[0-9a-f-]{27}", "id");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "AUTHENTICATION_REQUIRED|Bearer realm=\"raygate\"",
                "INVALID_TOKEN|Bearer realm=\"raygate\", error=\"invalid_token\"",
                "API_KEY_EXPIRED|Bearer realm=\"raygate\", error=\"invalid_token\"",
                "INSUFFICIENT_SCOPE|Bearer realm=\"raygate\", error=\"insufficient_scope\"",
                "TENANT_UNKNOWN|''",
            })
    void challenges(RejectionCode code, String challenge) throws Exception {
        rejection = Rejection.of(code, "test");
        assertThat(field(get("/x"), "www-authenticate")).isEqualTo(challenge.replace("''", ""));
    }

    @Test
    void listsTheAllowedMethods() throws Exception {
        rejection = Rejection.of(RejectionCode.METHOD_NOT_ALLOWED, "test").allowing("GET, POST");
        assertThat(field(get("/x"), "allow")).isEqualTo("GET, POST");
    }

    @Test
    void saysWhenToComeAgain() throws Exception {
        style = RejectionStyle.OPENAI;
        rejection = Rejection.of(RejectionCode.OVERLOADED, "test").retryAfter(4);
        String answer = get("/x");
        assertThat(field(answer, "retry-after")).isEqualTo("4");
        assertThat(field(answer, "retry-after-ms")).isEqualTo("4000");
        style = RejectionStyle.PROBLEM;
        answer = get("/x");
        assertThat(field(answer, "retry-after-ms")).isEmpty();
        assertThat(body(answer).getInteger("retry_after")).isEqualTo(4);
        assertThat(body(answer).getString("type"))
                .isEqualTo(
                        "https://iana.org/assignments/http-problem-types#temporary-reduced-capacity");
    }

    @ParameterizedTest
    @CsvSource({
        "UPSTREAM_CONNECT_FAILED, DnsFailure, dns_error",
        "UPSTREAM_CONNECT_FAILED, ConnectRefused, connection_refused",
        "UPSTREAM_CONNECT_FAILED, ConnectTimeout, connection_timeout",
        "UPSTREAM_TLS_FAILED, TlsFailure, tls_protocol_error",
        "UPSTREAM_RESET, ResetBeforeAnswer, connection_terminated",
        "UPSTREAM_PROTOCOL_ERROR, Malformed, http_protocol_error",
        "UPSTREAM_BUSY, PoolFull, connection_limit_reached",
        "UPSTREAM_TIMEOUT, FirstByteTimeout, http_response_timeout",
        "DRAINING, , proxy_internal_response",
    })
    void saysWhyTheUpstreamFailed(RejectionCode code, String failure, String error)
            throws Exception {
        Rejection plain = Rejection.of(code, "test");
        rejection = failure == null ? plain : plain.causedBy(failure);
        assertThat(field(get("/x"), "proxy-status")).isEqualTo("raygate; error=" + error);
    }

    @Test
    void answersHeadWithoutABody() throws Exception {
        String answer = exchange("HEAD /x HTTP/1.1\nHost: a\nConnection: close\n\n");
        assertThat(answer).startsWith("HTTP/1.1 404 ").endsWith("\r\n\r\n");
        assertThat(Integer.parseInt(field(answer, "content-length"))).isPositive();
    }

    @Test
    void aClosingRefusalEndsTheConnection() throws Exception {
        String answer = exchange("GET //x HTTP/1.1\nHost: a\n\n");
        assertThat(answer).startsWith("HTTP/1.1 400 ");
        assertThat(field(answer, "connection")).isEqualTo("close");
        assertThat(field(answer, "x-raygate-code")).isEqualTo("invalid_path");
        assertThat(body(answer).containsKey("instance")).isFalse();
    }

    @Test
    void anyOtherRefusalKeepsTheConnection() throws Exception {
        String answer =
                exchange(
                        "GET /x HTTP/1.1\nHost: a\n\nGET /y HTTP/1.1\nHost: a\nConnection: close\n\n");
        assertThat(answer).contains("\"instance\":\"/x\"").contains("\"instance\":\"/y\"");
    }

    @Test
    void answersForTheServerAsAWhole() throws Exception {
        String answer = exchange("OPTIONS * HTTP/1.1\nHost: a\nConnection: close\n\n");
        assertThat(answer).startsWith("HTTP/1.1 204 ").endsWith("\r\n\r\n");
        assertThat(field(answer, "x-request-id")).isNotEmpty();
        assertThat(field(answer, "content-length")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "INVALID_TOKEN, 16",
        "INSUFFICIENT_SCOPE, 7",
        "NOT_FOUND, 12",
        "REQUEST_TOO_LARGE, 8",
        "AUTH_THROTTLED, 8",
        "OVERLOADED, 14",
        "UPSTREAM_RESET, 14",
        "UPSTREAM_TIMEOUT, 4",
        "MULTIPLE_CREDENTIALS, 3",
        "INTERNAL_ERROR, 13",
    })
    void refusesGrpcInTrailersOnly(RejectionCode code, String status) throws Exception {
        rejection = Rejection.of(code, "test");
        HttpClientResponse answer = grpc();
        assertThat(bytes).isZero();
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.getHeader("content-type")).isEqualTo("application/grpc");
        assertThat(answer.getHeader("grpc-status")).isEqualTo(status);
        assertThat(answer.getHeader("grpc-message")).isEqualTo(code.code());
        assertThat(answer.getHeader("x-raygate-code")).isEqualTo(code.code());
    }

    @Test
    void tellsGrpcWhenToComeAgain() throws Exception {
        rejection = Rejection.of(RejectionCode.OVERLOADED, "test").retryAfter(3);
        HttpClientResponse answer = grpc();
        assertThat(answer.getHeader("retry-after")).isEqualTo("3");
        assertThat(answer.getHeader("grpc-retry-pushback-ms")).isEqualTo("3000");
    }

    private HttpClientResponse grpc() throws Exception {
        return http2().request(
                        new RequestOptions()
                                .setMethod(HttpMethod.POST)
                                .setURI("/pkg.Service/Method")
                                .setPort(port)
                                .setHost("127.0.0.1")
                                .putHeader("content-type", "application/grpc+proto")
                                .putHeader("te", "trailers"))
                .compose(request -> request.send("body"))
                .compose(answer -> answer.body().onSuccess(this::count).map(answer))
                .await(60, TimeUnit.SECONDS);
    }

    private void count(Buffer body) {
        bytes = body.length();
    }

    private HttpClient http2() {
        return vertx.createHttpClient(
                new HttpClientOptions()
                        .setProtocolVersion(HttpVersion.HTTP_2)
                        .setHttp2ClearTextUpgrade(false));
    }

    @Test
    void resetsAnHttp2StreamWhoseRefusedBodyDoesNotEnd() throws Exception {
        var request =
                http2().request(
                                new RequestOptions()
                                        .setMethod(HttpMethod.POST)
                                        .setURI("/x")
                                        .setPort(port)
                                        .setHost("127.0.0.1"))
                        .await(60, TimeUnit.SECONDS);
        request.setChunked(true);
        var reset = new CompletableFuture<Throwable>();
        request.exceptionHandler(reset::complete);
        request.write("x".repeat(40_000));
        HttpClientResponse answer = request.response().await(60, TimeUnit.SECONDS);
        assertThat(answer.statusCode()).isEqualTo(404);
        assertThat(answer.getHeader("connection")).isNull();
        assertThat(reset).isNotDone();
        request.write("x".repeat(40_000));
        assertThat(reset).succeedsWithin(Duration.ofSeconds(4));
    }
}
