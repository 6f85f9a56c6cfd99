package io.raygate.loadtest.serve.sample;

import io.raygate.loadtest.serve.application.Application;
import io.raygate.loadtest.serve.application.HttpCall;
import io.raygate.loadtest.serve.application.Reply;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Returns what arrived. {@code ?status=418} sets the status, {@code ?header=Name:value} adds a
 * field.
 */
final class Echo implements Application {
    private static final int PREVIEW_BYTES = 4096;

    @Override
    public void http(HttpCall call) {
        call.body().onSuccess(body -> answer(call, body));
    }

    private void answer(HttpCall call, Buffer body) {
        Reply reply =
                Answers.identified(call).status(Integer.parseInt(call.param("status", "200")));
        for (String line : call.params("header")) {
            int colon = line.indexOf(':');
            String name = colon < 0 ? line : line.substring(0, colon);
            reply.header(name, colon < 0 ? "" : line.substring(colon + 1));
        }
        reply.send(Answers.JSON, seen(call, body).toBuffer());
    }

    private JsonObject seen(HttpCall call, Buffer body) {
        HttpServerRequest request = call.request();
        @Nullable String query = request.query();
        Buffer preview = body.getBuffer(0, Math.min(body.length(), PREVIEW_BYTES));
        return new JsonObject()
                .put("method", request.method().name())
                .put("scheme", scheme(request))
                .put("http_version", version(request))
                .put("path", call.path())
                .put("raw_path", rawPath(request))
                .put("root_path", call.routePrefix())
                .put("query", query == null ? "" : query)
                .put("client", ClientAddress.of(request))
                .put("headers", headers(call))
                .put("body_bytes", body.length())
                .put("body_sha256", Digests.hex(Digests.sha256().digest(body.getBytes())))
                .put("body", preview.toString())
                .put("served_by", call.replica().facts());
    }

    private static String version(HttpServerRequest request) {
        return switch (request.version()) {
            case HTTP_1_0 -> "1.0";
            case HTTP_1_1 -> "1.1";
            case HTTP_2 -> "2";
            default -> request.version().name();
        };
    }

    /** uvicorn believes {@code x-forwarded-proto} of a caller on loopback. */
    private static String scheme(HttpServerRequest request) {
        @Nullable String forwarded = request.getHeader("x-forwarded-proto");
        return forwarded == null ? "http" : forwarded.strip();
    }

    private static String rawPath(HttpServerRequest request) {
        String target = request.uri();
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    private static JsonArray headers(HttpCall call) {
        var headers = new JsonArray();
        for (var field : call.request().headers()) {
            headers.add(pair(field.getKey().toLowerCase(Locale.ROOT), field.getValue()));
        }
        if (!call.request().headers().contains("x-request-id")) {
            headers.add(pair("x-request-id", call.requestId()));
        }
        return headers;
    }

    private static JsonArray pair(String name, String value) {
        return new JsonArray().add(name).add(value);
    }
}
