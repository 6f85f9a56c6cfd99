package io.raygate.e2e;

import io.raygate.testing.GatewayProcess;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;

/** A caller of the gateway who holds its key. */
record Caller(GatewayProcess gateway, HttpClient http) {

    static Caller of(GatewayProcess gateway) {
        return new Caller(
                gateway, HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    }

    /**
     * @param fields names and values in turn
     */
    HttpResponse<String> get(String path, String... fields)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = gateway.request(path);
        if (fields.length > 0) {
            request.headers(fields);
        }
        return http.send(request.build(), BodyHandlers.ofString());
    }

    <T> HttpResponse<T> send(HttpRequest.Builder request, BodyHandler<T> body)
            throws IOException, InterruptedException {
        return http.send(request.build(), body);
    }

    /** What the echo application says it got. */
    static JsonObject seen(HttpResponse<String> echo) {
        return new JsonObject(echo.body());
    }

    /** The header of an answer, or the empty text. */
    static String field(HttpResponse<?> answer, String name) {
        return answer.headers().firstValue(name).orElse("");
    }
}
