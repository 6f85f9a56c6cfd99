package io.raygate.loadtest.serve;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.loadtest.serve.proto.ProtoWriter;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpVersion;
import io.vertx.core.http.RequestOptions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class GrpcIngressTest {
    private static final String GREETER = "/ray.serve.UserDefinedService/";

    private final Vertx vertx = Vertx.vertx();
    private final SimulatedServe ray =
            SimulatedServe.start(vertx, ServeOptions.named("stable", "v1")).await();
    private final HttpClient client =
            vertx.createHttpClient(
                    new HttpClientOptions()
                            .setProtocolVersion(HttpVersion.HTTP_2)
                            .setHttp2ClearTextUpgrade(false));

    @AfterEach
    void close() {
        vertx.close().await();
    }

    @Test
    void greetsOnceAndGivesTheRequestIdBackAsTrailer() {
        Answer answer = call(GREETER + "__call__", "greeter", ask("ann", 0));

        assertThat(answer.head().get("grpc-status")).isNull();
        assertThat(answer.trailers().get("grpc-status")).isEqualTo("0");
        assertThat(answer.trailers().get("request_id")).isEqualTo("r-1");
        assertThat(answer.body()).isEqualTo(framed("hello ann from stable/v1"));
    }

    @Test
    void streamsAsManyMessagesAsAsked() {
        Answer answer = call(GREETER + "Streaming", "greeter", ask("ann", 2));

        assertThat(answer.body())
                .isEqualTo(
                        framed("hello ann 0 from stable/v1")
                                .appendBuffer(framed("hello ann 1 from stable/v1")));
    }

    @Test
    void namesTheMissingApplicationInAHeadAlone() {
        Answer none = call(GREETER + "__call__", "", ask("ann", 0));
        Answer unknown = call(GREETER + "__call__", "nobody", ask("ann", 0));

        assertThat(none.head().get("grpc-status")).isEqualTo("5");
        assertThat(none.head().get("grpc-message"))
                .startsWith("Application metadata not set. Ping /ray.serve.RayServeAPIService");
        assertThat(unknown.head().get("grpc-message"))
                .startsWith("Application 'nobody' not found. Ping");
        assertThat(unknown.head().get("request_id")).isNull();
    }

    @Test
    void putsTheTracebackIntoTheStatusMessage() {
        Answer answer = call(GREETER + "__call__", "echo", ask("ann", 0));

        assertThat(answer.head().get("grpc-status")).isEqualTo("13");
        assertThat(answer.head().get("grpc-message"))
                .contains("%0A  File \"/venv/", "actor_id=", "AttributeError");
    }

    @Test
    void tellsItsHealthAndItsApplications() {
        Answer healthz = call("/ray.serve.RayServeAPIService/Healthz", "", Buffer.buffer());
        Answer names = call("/ray.serve.RayServeAPIService/ListApplications", "", Buffer.buffer());

        assertThat(healthz.body()).isEqualTo(framed("success"));
        assertThat(names.body().toString()).contains("echo", "greeter");
        assertThat(names.trailers().get("grpc-status")).isEqualTo("0");
    }

    private static Buffer ask(String name, long num) {
        return new ProtoWriter().string(1, name).int64(3, num).toBuffer();
    }

    private static Buffer framed(String greeting) {
        return prefixed(new ProtoWriter().string(1, greeting).toBuffer());
    }

    private static Buffer prefixed(Buffer message) {
        return Buffer.buffer()
                .appendByte((byte) 0)
                .appendInt(message.length())
                .appendBuffer(message);
    }

    private Answer call(String method, String application, Buffer message) {
        var options =
                new RequestOptions()
                        .setMethod(HttpMethod.POST)
                        .setHost("127.0.0.1")
                        .setPort(ray.grpcPort())
                        .setURI(method)
                        .putHeader("content-type", "application/grpc")
                        .putHeader("te", "trailers")
                        .putHeader("request_id", "r-1");
        if (!application.isEmpty()) {
            options.putHeader("application", application);
        }
        return client.request(options)
                .compose(request -> request.send(prefixed(message)))
                .compose(response -> response.body().map(body -> Answer.of(response, body)))
                .await();
    }

    private record Answer(MultiMap head, Buffer body, MultiMap trailers) {
        static Answer of(HttpClientResponse response, Buffer body) {
            return new Answer(response.headers(), body, response.trailers());
        }
    }
}
