package io.raygate.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.UUID;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Speaks with the admin API of one gateway. Blocking. */
final class AdminClient {
    private static final Duration CONNECT = Duration.ofSeconds(5);
    private static final Duration ANSWER = Duration.ofSeconds(60);

    private final String url;
    private final @Nullable String credential;
    private final Wording wording;
    private final HttpClient http;

    AdminClient(String url, @Nullable String credential, Trust trust, Wording wording) {
        this.url = url;
        this.credential = credential;
        this.wording = wording;
        HttpClient.Builder builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT)
                        .followRedirects(HttpClient.Redirect.NEVER);
        if (url.startsWith("http:")) {
            builder.proxy(HttpClient.Builder.NO_PROXY); // it would see the credential
        }
        this.http = trust.applied(builder).build();
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

    Reply put(String path, JsonObject body) {
        return reply(
                request(path)
                        .header("content-type", "application/json")
                        .PUT(HttpRequest.BodyPublishers.ofString(body.encode()))
                        .build());
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
                posting(path, body).header("idempotency-key", UUID.randomUUID().toString()).build();
        try {
            return sent(request);
        } catch (ConnectException | HttpTimeoutException | SSLException e) {
            throw unreachable(e);
        } catch (IOException _) {
            return reply(request);
        }
    }

    /** For what must not come twice. */
    Reply postOnce(String path, JsonObject body) {
        return reply(posting(path, body).build());
    }

    private HttpRequest.Builder posting(String path, JsonObject body) {
        return request(path)
                .header("content-type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body.encode()));
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
                String text = new String(body.readAllBytes(), StandardCharsets.UTF_8);
                throw reply(response.statusCode(), text).failure();
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

    private Reply reply(int status, String body) {
        try {
            JsonObject json = body.isEmpty() ? new JsonObject() : new JsonObject(body);
            return new Reply(status, json, wording);
        } catch (DecodeException _) {
            throw new CommandFailure(
                    ExitCode.FAILED,
                    url + " is no admin listener of raygate: it answered " + status);
        }
    }

    private CommandFailure unreachable(IOException e) {
        if (e instanceof SSLException) {
            return new CommandFailure(
                    ExitCode.UNREACHABLE,
                    "%s is not believed (%s): name the authority behind its certificate with --ca"
                            .formatted(url, e.getMessage()));
        }
        return new CommandFailure(
                ExitCode.UNREACHABLE,
                "%s cannot be reached (%s): does the gateway run, and is this its admin.address?"
                        .formatted(url, new IoFault(e).text()));
    }

    private static CommandFailure interrupted() {
        Thread.currentThread().interrupt();
        return new CommandFailure(ExitCode.FAILED, "interrupted");
    }
}
