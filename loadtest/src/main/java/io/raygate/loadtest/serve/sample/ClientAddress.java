package io.raygate.loadtest.serve.sample;

import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.json.JsonArray;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The client as uvicorn tells it: a caller on 127.0.0.1 may replace it by {@code x-forwarded-for},
 * of which the last address that is not 127.0.0.1 counts, with port 0.
 */
final class ClientAddress {
    private static final String TRUSTED = "127.0.0.1";

    private ClientAddress() {}

    static JsonArray of(HttpServerRequest request) {
        String peer = request.remoteAddress().hostAddress();
        List<String> forwarded = request.headers().getAll("x-forwarded-for");
        if (!TRUSTED.equals(peer) || forwarded.isEmpty()) {
            return new JsonArray().add(peer).add(request.remoteAddress().port());
        }
        return new JsonArray().add(last(String.join(",", forwarded).split(",", -1))).add(0);
    }

    private static String last(String[] hosts) {
        @Nullable String chosen = null;
        for (String host : hosts) {
            if (!TRUSTED.equals(host.strip())) {
                chosen = host.strip();
            }
        }
        return chosen == null ? hosts[0].strip() : chosen;
    }
}
