package io.raygate.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Speaks to the admin API as one caller, and holds every answer against the document; what is
 * accepted must fit its schema as well.
 */
record AdminClient(ApiDocument document, int port, String credential, HttpClient http) {
    private static final String JSON = "application/json";

    /** An answer. */
    record Reply(int status, HttpResponse<String> response) {
        String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        String text() {
            return response.body();
        }

        JsonObject json() {
            return new JsonObject(response.body());
        }

        /** The pointers of what is at fault. */
        List<String> pointers() {
            return json().getJsonArray("errors").stream()
                    .map(fault -> ((JsonObject) fault).getString("pointer"))
                    .toList();
        }

        String code() {
            return json().getString("code");
        }

        @Override
        public String toString() {
            return status + " " + text();
        }
    }

    static AdminClient of(int port, String credential) {
        return new AdminClient(new ApiDocument(), port, credential, client("127.0.0.1"));
    }

    private static HttpClient client(String address) {
        try {
            return HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .localAddress(InetAddress.getByName(address))
                    .build();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The same with another credential. */
    AdminClient as(String other) {
        return new AdminClient(document, port, other, http);
    }

    /** The same from another address of loopback. */
    AdminClient from(String address) {
        return new AdminClient(document, port, credential, client(address));
    }

    Reply get(String path) {
        return send("GET", path, null);
    }

    /** Of GET, which the document describes, without what it says. */
    Reply head(String path) {
        return send(request("HEAD", path, null, List.of()));
    }

    Reply post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    Reply patch(String path, String body, String... headers) {
        return send("PATCH", path, body, headers);
    }

    Reply delete(String path, String... headers) {
        return send("DELETE", path, null, headers);
    }

    Reply send(String method, String path, @Nullable String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (body != null && !all.contains("Content-Type")) {
            all.addAll(List.of("Content-Type", JSON));
        }
        Reply reply = send(request(method, path, body, all));
        judge(method, path, body, reply);
        return reply;
    }

    private HttpRequest request(
            String method, String path, @Nullable String body, List<String> headers) {
        List<String> all = new ArrayList<>(headers);
        if (!credential.isEmpty()) {
            all.addAll(List.of("Authorization", "Bearer " + credential));
        }
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .timeout(Duration.ofSeconds(60))
                        .method(
                                method,
                                body == null
                                        ? HttpRequest.BodyPublishers.noBody()
                                        : HttpRequest.BodyPublishers.ofString(body));
        if (!all.isEmpty()) {
            request.headers(all.toArray(String[]::new));
        }
        return request.build();
    }

    private Reply send(HttpRequest request) {
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            return new Reply(response.statusCode(), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void judge(String method, String target, @Nullable String body, Reply reply) {
        assertThat(reply.status()).as(reply.toString()).isNotEqualTo(500);
        String path = URI.create(target).getPath();
        ApiDocument.Described operation = document.find(method, path);
        document.judge(operation, reply);
        if (body != null && reply.status() < 300) {
            assertThat(document.faults(document.requestSchema(operation, JSON), body))
                    .as("accepted: " + body)
                    .isEmpty();
        }
    }
}
