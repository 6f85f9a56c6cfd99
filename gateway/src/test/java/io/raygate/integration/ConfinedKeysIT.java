package io.raygate.integration;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayUnderTest;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A key that is confined to models finds no way around it (S-69); seen from outside. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class ConfinedKeysIT {
    private static final String SECRET = "{\"model\":\"secret\"}";

    private FaultyUpstream upstream;
    private GatewayUnderTest gateway;

    /** Route {@code any} knows nothing of models. */
    @BeforeEach
    void start() throws IOException {
        upstream = FaultyUpstream.answering("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
        gateway =
                GatewayUnderTest.start(
                        """
                        limits: {few: {requests: {rate: 20/day}}}
                        tenants: {acme: {limits: few, keys: {ci: {hash: "KEY_HASH", models: [llama, absent]}}}}
                        clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off}}
                        routes:
                          chat:
                            match: {path: /v1}
                            auth: [apiKeys]
                            tenants: all
                            openai: true
                            split: {weights: {one: 1}}
                            models: {llama: {}, secret: {}}
                          any: {match: {path: /any}, auth: [apiKeys], tenants: all, openai: true, split: {weights: {one: 1}}}
                          open: {match: {path: /open}, auth: none, openai: true, split: {weights: {one: 1}}}
                        """
                                .formatted(upstream.port()));
    }

    @AfterEach
    void stop() throws IOException {
        gateway.close();
        upstream.close();
    }

    private static String code(HttpResponse<String> answer) {
        return answer.statusCode() + " " + answer.headers().firstValue("x-raygate-code").orElse("");
    }

    private HttpResponse<String> get(String path) {
        return gateway.get(path);
    }

    /** Many applications read JSON whatever it is said to be. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/vnd.api+json",
                "application/json; charset=utf-16"
            })
    void noTypeOfTheBodyHidesTheModel(String type) {
        HttpRequest.Builder request =
                gateway.request("/any/v1/completions").header("Content-Type", type);
        assertThat(code(gateway.send(request.POST(BodyPublishers.ofString(SECRET)))))
                .isEqualTo("404 model_not_found");
        assertThat(upstream.heads()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "PATCH", "DELETE", "GET"})
    void noMethodHidesTheModel(String method) {
        HttpRequest.Builder request = gateway.request("/any/v1/completions");
        assertThat(code(gateway.send(request.method(method, BodyPublishers.ofString(SECRET)))))
                .isEqualTo("404 model_not_found");
        assertThat(upstream.heads()).isEmpty();
    }

    @Test
    void whatTellsNoModelIsRefused() {
        HttpRequest.Builder none = gateway.request("/any/v1/completions");
        assertThat(code(gateway.send(none.POST(BodyPublishers.ofString("{}")))))
                .isEqualTo("400 invalid_body");
        HttpRequest.Builder parts =
                gateway.request("/any/v1/audio/transcriptions")
                        .header("Content-Type", "Multipart/form-data; boundary=x");
        assertThat(code(gateway.send(parts.POST(BodyPublishers.ofString("--x--")))))
                .isEqualTo("404 model_not_found");
        assertThat(upstream.heads()).isEmpty();
    }

    @Test
    void whatHasNoBodyPasses() {
        HttpRequest.Builder cancel = gateway.request("/v1/responses/1/cancel");
        assertThat(gateway.send(cancel.POST(BodyPublishers.noBody())).body()).isEqualTo("ok");
        assertThat(get("/v1/responses/1").body()).isEqualTo("ok");
    }

    @Test
    void whatItMayAskForPasses() {
        HttpRequest.Builder request = gateway.request("/any/v1/completions");
        String absent = "{\"model\":\"absent\"}";
        assertThat(gateway.send(request.POST(BodyPublishers.ofString(absent))).body())
                .isEqualTo("ok");
        HttpRequest.Builder same = gateway.request("/v1/completions");
        assertThat(code(gateway.send(same.POST(BodyPublishers.ofString(absent)))))
                .isEqualTo("404 model_not_found");
    }

    private List<String> listed(String path) {
        return new JsonObject(get(path).body())
                .getJsonArray("data").stream()
                        .map(it -> ((JsonObject) it).getString("id"))
                        .toList();
    }

    @Test
    void theListNamesNothingElse() {
        assertThat(listed("/v1/models")).containsExactly("llama");
        assertThat(listed("/any/v1/models")).containsExactly("absent", "llama");
        assertThat(get("/v1/models/secret").body()).isEqualTo(get("/v1/models/nothing").body());
        assertThat(get("/any/v1/models/secret").statusCode()).isEqualTo(404);
        assertThat(upstream.heads()).isEmpty();
        assertThat(gateway.send(gateway.anonymous("/open/v1/models")).body()).isEqualTo("ok");
    }

    /** It is a request like any other. */
    @Test
    void theListCounts() {
        HttpResponse<String> list = get("/v1/models");
        assertThat(list.headers().firstValue("x-ratelimit-remaining-requests")).hasValue("19");
        HttpRequest.Builder head = gateway.request("/v1/models");
        HttpResponse<String> answer = gateway.send(head.method("HEAD", BodyPublishers.noBody()));
        assertThat(answer.headers().firstValue("content-length"))
                .hasValue(Integer.toString(list.body().length()));
        assertThat(answer.headers().firstValue("x-ratelimit-remaining-requests")).hasValue("18");
    }
}
