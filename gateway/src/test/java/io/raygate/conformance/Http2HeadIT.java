package io.raygate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.listener.ListenerSettings;
import io.raygate.testing.ListenerUnderTest;
import io.vertx.core.Future;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** S-17, S-23: what becomes of heads that come over HTTP/2. */
class Http2HeadIT {
    private final SanitizedEcho echo = new SanitizedEcho();
    private ListenerUnderTest listener;
    private HttpClient client;

    @BeforeEach
    void open() {
        ListenerSettings settings = ListenerSettings.plain("test", "127.0.0.1", 0).withH2c();
        listener = ListenerUnderTest.open(settings, echo);
        echo.writesBy(listener.vertx());
        client =
                listener.vertx()
                        .createHttpClient(
                                new HttpClientOptions()
                                        .setProtocolVersion(HttpVersion.HTTP_2)
                                        .setHttp2ClearTextUpgrade(false));
    }

    @AfterEach
    void close() {
        listener.close();
    }

    private HttpClientRequest request(HttpMethod method, String path) {
        return ListenerUnderTest.await(
                client.request(
                        new RequestOptions()
                                .setMethod(method)
                                .setURI(path)
                                .setHost("127.0.0.1")
                                .setPort(listener.port())));
    }

    /** The body is asked for before the request is sent: an answer may be over before we look. */
    private static Future<String> body(HttpClientRequest request) {
        return request.response().compose(HttpClientResponse::body).map(Buffer::toString);
    }

    private static String answer(HttpClientRequest request) {
        Future<String> body = body(request);
        request.end();
        return ListenerUnderTest.await(body);
    }

    @Test
    void aHeadThatEndsTheStreamHasNoBody() {
        assertThat(answer(request(HttpMethod.GET, "/%61")))
                .isEqualTo("127.0.0.1:" + listener.port() + "/a 0");
    }

    @Test
    void aBodyMayHaveALengthOrNone() {
        HttpClientRequest sized = request(HttpMethod.POST, "/a");
        Future<String> first = body(sized);
        sized.send(Buffer.buffer("hello"));
        assertThat(ListenerUnderTest.await(first)).endsWith("/a 5");
        HttpClientRequest open = request(HttpMethod.POST, "/a").setChunked(true);
        Future<String> second = body(open);
        open.write("hello");
        open.end();
        assertThat(ListenerUnderTest.await(second)).endsWith("/a -1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a//b", "/%2e%2e/a", "/a%2Fb", "/a;b"})
    void aRefusalLeavesTheConnectionToTheOtherStreams(String path) {
        HttpClientRequest refused = request(HttpMethod.GET, path);
        HttpClientResponse answer = ListenerUnderTest.await(refused.send());
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.getHeader("connection")).isNull();
        HttpClientRequest next = request(HttpMethod.GET, "/next");
        assertThat(answer(next)).endsWith("/next 0");
        assertThat(next.connection()).isSameAs(refused.connection());
    }
}
