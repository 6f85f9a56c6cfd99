package io.raygate.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Speaks with the admin API of one gateway. Blocking. */
final class AdminClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final String url;
    private final @Nullable String credential;
    private final HttpClient http;

    AdminClient(String url, @Nullable String credential, Trust trust) {
        this.url = url;
        this.credential = credential;
        this.http =
                trust.applied(
                                HttpClient.newBuilder()
                                        .version(HttpClient.Version.HTTP_1_1)
                                        .connectTimeout(CONNECT)
                                        .followRedirects(HttpClient.Redirect.NEVER))
                        .build();
    }

    String url() {
        return url;
    }

    Reply get(String path) {
        return reply(request(path).GET().build());
    }

    Reply delete(String path) {
        return reply(request(path).DELETE().build());
    }

    Reply patch(String path, JsonObject body) {
        return reply(
                request(path)
                        .header("content-type", "application/merge-patch+json")
                        .method("PATCH", HttpRequest.BodyPublishers.ofString(body.encode()))
                        .build());
    }

    /**
     * Asked once more with the same Idempotency-Key where the connection broke: done at most once.
     */
    Reply post(String path, JsonObject body) {
        HttpRequest request =
                request(path)
                        .header("content-type", "application/json")
                        .header("idempotency-key", UUID.randomUUID().toString())
                        .POST(HttpRequest.BodyPublishers.ofString(body.encode()))
                        .build();
        try {
            return sent(request);
        } catch (IOException _) {
            return reply(request);
        }
    }

    /** The body of a good answer as it comes. */
    InputStream stream(String path) {
        try {
            HttpResponse<InputStream> response =
                    http.send(
                            request(path).GET().build(), HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() == 200) {
                return response.body();
            }
            try (InputStream body = response.body()) {
                throw failure(
                        reply(
                                response.statusCode(),
                                new String(body.readAllBytes(), StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw unreachable(e);
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(url + path)).timeout(ANSWER);
        return credential == null
                ? request
                : request.header("authorization", "Bearer " + credential);
    }

    private Reply reply(HttpRequest request) {
        try {
            return sent(request);
        } catch (IOException e) {
            throw unreachable(e);
        }
    }

    private Reply sent(HttpRequest request) throws IOException {
        try {
            HttpResponse<String> response =
                    http.send(request, HttpResponse.BodyHandlers.ofString());
            return reply(response.statusCode(), response.body());
        } catch (InterruptedException e) {
            throw interrupted();
        }
    }

    private static Reply reply(int status, String body) {
        try {
            return new Reply(status, body.isEmpty() ? new JsonObject() : new JsonObject(body));
        } catch (DecodeException _) {
            throw new CommandFailure(
                    ExitCode.FAILED, "what answers there is no admin listener of raygate");
        }
    }

    static CommandFailure failure(Reply reply) {
        return new CommandFailure(reply.exitCode(), reply.problem());
    }

    private CommandFailure unreachable(IOException e) {
        return new CommandFailure(
                ExitCode.UNREACHABLE,
                url
                        + " cannot be reached ("
                        + e.getClass().getSimpleName()
                        + (e.getMessage() == null ? "" : ": " + e.getMessage())
                        + "): does the gateway run, and is this its admin.address?");
    }

    private static CommandFailure interrupted() {
        Thread.currentThread().interrupt();
        return new CommandFailure(ExitCode.FAILED, "interrupted");
    }
}
