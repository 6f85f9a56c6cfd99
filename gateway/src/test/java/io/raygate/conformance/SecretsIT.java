package io.raygate.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.loadtest.serve.ServeOptions;
import io.raygate.loadtest.serve.SimulatedServe;
import io.raygate.testing.GatewayProcess;
import io.raygate.testing.HeapDump;
import io.raygate.testing.SigningKey;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * S-95: secrets in every place of a credential, good and bad, are found nowhere afterwards: not in
 * the logs, the metrics, the answers, what the upstream saw or what the operator is shown, and what
 * a client brought not in the memory of the process either.
 */
@Timeout(value = 180, unit = TimeUnit.SECONDS)
class SecretsIT {
    private static final String SECRET = "marked-shared-secret-of-32-bytes-and-more";
    private static final String OPS = "marked-token-of-the-ops-listener";
    private static final String UPSTREAM = "marked-upstream-credential";
    private static final SigningKey ISSUER = SigningKey.generate("ec", "ES256");

    @TempDir private Path folder;

    private final List<String> secrets = new ArrayList<>();
    private final List<String> shown = new ArrayList<>();
    private final List<String> ids = new ArrayList<>();
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private String configuration(int port) throws IOException {
        Files.write(folder.resolve("jwks"), SigningKey.jwks(ISSUER));
        Files.writeString(folder.resolve("secret"), SECRET);
        Files.writeString(folder.resolve("credential"), UPSTREAM);
        Files.writeString(folder.resolve("ops"), OPS);
        return """
            ops: {address: "127.0.0.1:OPS_PORT", token: {file: "%1$s/ops"}}
            auth:
              jwt:
                corp: {issuer: "https://corp", audiences: [raygate], jwks: {file: "%1$s/jwks"}}
                shared: {issuer: "https://shared", audiences: [raygate], secret: {file: "%1$s/secret"}}
            clusters:
              stable: {endpoints: [http://127.0.0.1:%2$d], health: {path: /echo}}
              guarded: {endpoints: [http://127.0.0.1:%2$d], health: off, credential: {header: Authorization, value: {file: "%1$s/credential"}}}
            routes:
              echo: {match: {path: /echo}, auth: [apiKeys, jwt.corp, jwt.shared], tenants: all, split: {weights: {stable: 1}}}
              guarded: {match: {path: /guarded}, auth: [apiKeys], tenants: all, split: {weights: {guarded: 1}}}
            """
                .formatted(folder, port);
    }

    private static String token(String tenant, String more) {
        long now = Instant.now().getEpochSecond();
        return ISSUER.sign(
                """
                {"iss":"https://corp","aud":"raygate","sub":"alice","tenant":"%s","exp":%d%s}"""
                        .formatted(tenant, now + 600, more));
    }

    private static String key() {
        return new KeyGenerator(new SecureRandom()).next("rg", "test");
    }

    private List<String> fields(String own) {
        String good = token("acme", ",\"jti\":\"t-1\"");
        String unsigned = good.substring(0, good.lastIndexOf('.')) + ".c2lnbmF0dXJl";
        return List.of(
                "X-API-Key: " + mark(own),
                "Authorization: Bearer " + own,
                "X-API-Key: " + mark(key()),
                "Authorization: Bearer " + mark(key()),
                "X-API-Key: " + mark("marked-without-the-shape-of-a-key"),
                "Authorization: Bearer " + mark(good),
                "Authorization: Bearer " + mark(unsigned),
                "Authorization: Bearer " + mark(token("nobody", "")),
                "Authorization: Bearer " + mark("marked.which-is.no-token"),
                "Authorization: Basic " + mark("bWFya2VkOnBhc3N3b3Jk"),
                "Authorization: " + mark("marked-without-scheme"),
                "Proxy-Authorization: Basic " + mark("bWFya2VkOnByb3h5"),
                "X-Ray-Authorization: Bearer " + mark("marked-ray-token"),
                "Cookie: session=" + mark("marked-cookie"),
                "Cookie: ray-authentication-token=" + mark("marked-ray-cookie"));
    }

    private String mark(String secret) {
        secrets.add(secret);
        return secret;
    }

    @Test
    void areFoundNowhereAfterwards() throws Exception {
        Vertx vertx = Vertx.vertx();
        SimulatedServe serve =
                SimulatedServe.start(vertx, ServeOptions.named("stable", "v1")).await();
        try (GatewayProcess gateway =
                GatewayProcess.start(
                        configuration(serve.httpPort()), List.of(HeapDump.ATTACHABLE))) {
            for (String field : fields(gateway.key())) {
                show(gateway, "/echo", field);
                show(gateway, "/nowhere?api_key=" + gateway.key(), field);
            }
            show(gateway, "/guarded", "X-API-Key: " + gateway.key());
            Awaitility.await().until(() -> holdsAll(String.join("\n", gateway.lines())));
            shown.addAll(gateway.lines());
            List<String> brought = List.copyOf(secrets);
            secrets.addAll(List.of(SECRET, UPSTREAM));
            for (String token : List.of(mark(OPS), mark("marked-other-token"))) {
                shown.add(get(gateway.ports().ops(), "/metrics", token));
                shown.add(get(gateway.ports().ops(), "/readyz?verbose", token));
            }
            shown.add(get(gateway.ports().admin(), "/v1/config", OPS));
            shown.add(get(gateway.ports().admin(), "/v1/status", OPS));
            client.close();
            String memory = HeapDump.of(gateway, folder.resolve("live.hprof"));
            assertThat(HeapDump.holds(memory, UPSTREAM)).isTrue();
            assertThat(brought)
                    .hasSizeGreaterThan(12)
                    .allSatisfy(secret -> assertThat(HeapDump.holds(memory, secret)).isFalse());
        } finally {
            vertx.close().await();
        }
        assertThat(shown).hasSizeGreaterThan(60);
        assertThat(shown).allSatisfy(text -> assertThat(text).doesNotContain(secrets));
        assertThat(shown).anyMatch(text -> text.contains("\"raygate.credential\":\"t-1\""));
        assertThat(shown).anyMatch(text -> text.contains("raygate_build_info"));
    }

    /** Each event loop writes its own lines, in its own time. */
    private boolean holdsAll(String log) {
        return ids.stream().allMatch(log::contains);
    }

    /** Sends a GET and keeps the answer. */
    private void show(GatewayProcess gateway, String path, String field) throws Exception {
        int colon = field.indexOf(": ");
        HttpResponse<String> answer =
                client.send(
                        HttpRequest.newBuilder(URI.create(gateway.http() + path))
                                .header(field.substring(0, colon), field.substring(colon + 2))
                                .build(),
                        BodyHandlers.ofString());
        shown.add(answer.headers().map() + answer.body());
        ids.add(answer.headers().firstValue("x-request-id").orElseThrow());
    }

    private String get(int port, String path, String token) throws Exception {
        return client.send(
                        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }
}
