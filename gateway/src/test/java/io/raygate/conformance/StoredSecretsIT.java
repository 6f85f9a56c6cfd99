package io.raygate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.loadtest.serve.ServeOptions;
import io.raygate.loadtest.serve.SimulatedServe;
import io.raygate.testing.GatewayProcess;
import io.raygate.testing.HeapDump;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * S-95: the secrets of stored keys, of who administers, and the pepper are found nowhere once the
 * requests that carried them are done: not in what is shown, not in the database's files, and none
 * but the pepper in the memory of the process.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class StoredSecretsIT {
    private static final String PEPPER = "marked-pepper-of-32-octets-and-a-few-more";
    private static final int SECRET_AND_CHECKSUM = 49;
    private static final int SECRET = 43;

    @TempDir private Path folder;

    private final List<String> secrets = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();

    private String configuration(int port) throws IOException {
        Path pepper = Files.writeString(folder.resolve("pepper"), PEPPER);
        return """
            state: {folder: "%1$s/state"}
            auth: {apiKeys: {peppers: {1: {file: "%2$s"}}}}
            clusters: {stable: {endpoints: [http://127.0.0.1:%3$d], health: {path: /echo}}}
            routes: {echo: {match: {path: /echo}, auth: [apiKeys], tenants: all, split: {weights: {stable: 1}}}}
            """
                .formatted(folder, pepper, port);
    }

    /** A gateway, spoken to by a client that is closed before its memory is looked at. */
    private final class Talk implements AutoCloseable {
        private final GatewayProcess gateway;
        private final HttpClient client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

        Talk(GatewayProcess gateway) {
            this.gateway = gateway;
        }

        HttpResponse<String> send(HttpRequest.Builder request) throws Exception {
            return client.send(request.build(), BodyHandlers.ofString());
        }

        HttpRequest.Builder admin(String path, String credential) {
            return HttpRequest.newBuilder(
                            URI.create("http://127.0.0.1:" + gateway.ports().admin() + path))
                    .header("Authorization", "Bearer " + credential);
        }

        /** Makes something whose answer alone holds a secret. */
        JsonObject made(String path, String body, String credential) throws Exception {
            HttpResponse<String> answer =
                    send(
                            admin(path, credential)
                                    .header("Content-Type", "application/json")
                                    .header("Idempotency-Key", "again" + path)
                                    .POST(BodyPublishers.ofString(body)));
            assertThat(answer.statusCode()).as(path + answer.body()).isBetween(200, 299);
            return new JsonObject(answer.body());
        }

        void show(HttpRequest.Builder request) throws Exception {
            HttpResponse<String> answer = send(request);
            shown.add(answer.statusCode() + " " + answer.headers().map() + answer.body());
        }

        void call(String key, String field, String scheme) throws Exception {
            show(
                    HttpRequest.newBuilder(URI.create(gateway.http() + "/echo"))
                            .header(field, scheme + key));
        }

        @Override
        public void close() {
            client.close();
        }
    }

    private String marked(JsonObject made) {
        String key = made.getString("key");
        int start = key.length() - SECRET_AND_CHECKSUM;
        secrets.add(key.substring(start, start + SECRET));
        return key;
    }

    private void useAll(Talk talk) throws Exception {
        String bootstrap = Files.readString(folder.resolve("state/bootstrap")).strip();
        secrets.add(bootstrap);
        String owner = marked(talk.made("/v1/bootstrap", "{}", bootstrap));
        talk.made("/v1/tenants", "{\"id\": \"initech\"}", owner);
        String words = "{\"name\": \"ci\", \"tenant\": \"initech\"}";
        JsonObject made = talk.made("/v1/keys", words, owner);
        String key = marked(made);
        assertThat(talk.made("/v1/keys", words, owner).getString("key")).isEqualTo(key);
        String rotate = "/v1/keys/" + made.getString("id") + "/rotate";
        String next = marked(talk.made(rotate, "{\"overlap\": \"1h\"}", owner));
        String auditor =
                marked(
                        talk.made(
                                "/v1/admin-keys",
                                "{\"name\": \"eve\", \"role\": \"auditor\"}",
                                owner));
        for (String each : List.of(key, next, key.replace("rg_", "rgx_"), auditor)) {
            talk.call(each, "X-API-Key", "");
            talk.call(each, "Authorization", "Bearer ");
        }
        talk.made("/v1/keys/report-leak", "{\"key\": \"" + next + "\"}", owner);
        talk.call(next, "X-API-Key", "");
        for (String bad : List.of(bootstrap, key)) {
            talk.show(talk.admin("/v1/keys", bad));
        }
        for (String path :
                List.of(
                        "/v1/config",
                        "/v1/status",
                        "/v1/keys",
                        "/v1/admin-keys",
                        "/v1/audit",
                        "/v1/backup",
                        "/v1/export")) {
            talk.show(talk.admin(path, owner));
        }
        talk.show(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + talk.gateway.ports().ops() + "/metrics")));
    }

    @Test
    void areFoundNowhereAfterwards() throws Exception {
        Vertx vertx = Vertx.vertx();
        SimulatedServe serve =
                SimulatedServe.start(vertx, ServeOptions.named("stable", "v1")).await();
        try (GatewayProcess gateway =
                GatewayProcess.start(
                        configuration(serve.httpPort()), List.of(HeapDump.ATTACHABLE))) {
            try (Talk talk = new Talk(gateway)) {
                useAll(talk);
            }
            shown.addAll(gateway.lines());
            List<Path> files;
            try (Stream<Path> all = Files.list(folder.resolve("state"))) {
                files = all.filter(file -> file.toString().contains(".db")).toList();
            }
            assertThat(files)
                    .hasSizeGreaterThan(1)
                    .allSatisfy(file -> holdsNone(HeapDump.octets(file), PEPPER));
            holdsNone(HeapDump.of(gateway, folder.resolve("live.hprof")));
        } finally {
            vertx.close().await();
        }
        secrets.add(PEPPER);
        assertThat(secrets).hasSize(6);
        assertThat(shown).hasSizeGreaterThan(20);
        assertThat(shown).allSatisfy(text -> assertThat(text).doesNotContain(secrets));
        assertThat(shown).anyMatch(text -> text.startsWith("200") && text.contains("key.create"));
    }

    /** Files of the store hold the pepper no more than the memory holds what clients brought. */
    private void holdsNone(String octets, String... more) {
        assertThat(octets).isNotEmpty();
        for (String secret : Stream.concat(secrets.stream(), Stream.of(more)).toList()) {
            assertThat(HeapDump.holds(octets, secret))
                    .as("secret " + secrets.indexOf(secret))
                    .isFalse();
        }
    }
}
