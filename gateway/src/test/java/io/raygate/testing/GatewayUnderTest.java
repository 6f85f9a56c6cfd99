package io.raygate.testing;

import io.raygate.Gateway;
import io.raygate.GatewayParts;
import io.raygate.Reloads;
import io.raygate.StartFailure;
import io.raygate.auth.CredentialHash;
import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.snapshot.Configuration;
import io.raygate.snapshot.SnapshotCompiler.Result;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.awaitility.Awaitility;

/**
 * A whole gateway inside the test's JVM, on free ports, with a tenant {@code acme} and its key.
 * What a test is about stands in the configuration that it hands over.
 */
public final class GatewayUnderTest implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final int EVENT_LOOPS = 2;
    private static final String ADMIN = "admin: {address: \"127.0.0.1:0\"}";
    private static final String OPS = "ops: {address: \"127.0.0.1:0\"}";
    private static final String PLAIN = "{http: {address: \"127.0.0.1:0\"}}";

    private final Path folder;
    private final String key;
    private final Gateway gateway;
    private final Reloads reloads;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private GatewayUnderTest(Path folder, String key, Gateway gateway, Reloads reloads) {
        this.folder = folder;
        this.key = key;
        this.gateway = gateway;
        this.reloads = reloads;
    }

    /**
     * Starts it; {@code yaml} holds clusters and routes, and may hold any other section but those
     * that the fixture writes itself: version, listeners and observability. It writes ops, admin
     * and tenants too, where {@code yaml} has none at the start of a line; there KEY_HASH stands
     * for the hash of the key.
     */
    public static GatewayUnderTest start(String yaml) {
        return start(yaml, PLAIN);
    }

    /** The same with other parts, for instance another clock. */
    public static GatewayUnderTest start(String yaml, GatewayParts parts) {
        return start(yaml, PLAIN, parts);
    }

    /** What a gateway under test works with, under this wall clock. */
    public static GatewayParts parts(InstantSource wall) {
        return GatewayParts.of(wall, name -> null, EVENT_LOOPS);
    }

    /** The same with listeners of its own, in YAML's flow style. */
    public static GatewayUnderTest start(String yaml, String listeners) {
        return start(yaml, listeners, parts(InstantSource.system()));
    }

    private static GatewayUnderTest start(String yaml, String listeners, GatewayParts parts) {
        try {
            Path folder = Files.createTempDirectory("raygate-test");
            String key = new KeyGenerator(new SecureRandom()).next("rg", "test");
            Files.writeString(folder.resolve("listeners"), listeners);
            write(folder, key, yaml);
            Configuration configuration = parts.configuration(folder.resolve("raygate.yaml"));
            Compiled compiled = compiled(configuration.read(1));
            Gateway gateway = Gateway.start(parts, compiled);
            Reloads reloads = new Reloads(configuration, compiled, gateway);
            reloads.start();
            return new GatewayUnderTest(folder, key, gateway, reloads);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (StartFailure e) {
            throw new IllegalStateException(e);
        }
    }

    private static Compiled compiled(Result result) {
        return switch (result) {
            case Result.Compiled compiled -> compiled;
            case Result.Faulty(var faults) -> throw new IllegalArgumentException(faults.toString());
        };
    }

    private static void write(Path folder, String key, String yaml) throws IOException {
        String hash = new CredentialHash().of(key.getBytes(StandardCharsets.US_ASCII)).text();
        String base =
                """
                version: 1
                listeners: %s
                %s
                %s
                %s
                observability: {log: {access: "%s"}}
                """
                        .formatted(
                                Files.readString(folder.resolve("listeners")),
                                Sections.unlessIn(yaml, OPS),
                                Sections.unlessIn(yaml, ADMIN),
                                Sections.unlessIn(
                                        yaml,
                                        "tenants: {acme: {keys: {ci: {hash: \"%s\", scopes: [infer]}}}, globex: {}}"
                                                .formatted(hash)),
                                folder.resolve("access.log"));
        Path next = folder.resolve("next.yaml");
        Files.writeString(next, base + yaml.replace("KEY_HASH", hash));
        Files.move(next, folder.resolve("raygate.yaml"), StandardCopyOption.REPLACE_EXISTING);
    }

    /** Writes another configuration and waits until it is in force. */
    public void reconfigure(String yaml) {
        long before = gateway.snapshotVersion();
        rewrite(yaml);
        Awaitility.await().atMost(BOUND).until(() -> gateway.snapshotVersion() > before);
    }

    /** The same with other listeners. */
    public void reconfigure(String yaml, String listeners) {
        try {
            Files.writeString(folder.resolve("listeners"), listeners);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        reconfigure(yaml);
    }

    /** Writes another configuration, which may be refused, and has it looked at. */
    public void rewrite(String yaml) {
        try {
            write(folder, key, yaml);
            reloads.askNow();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Its configuration. */
    public Path file() {
        return folder.resolve("raygate.yaml");
    }

    public String key() {
        return key;
    }

    public int port() {
        return gateway.port("http");
    }

    public int port(String listener) {
        return gateway.port(listener);
    }

    /** A request with the key as its credential. */
    public HttpRequest.Builder request(String pathAndQuery) {
        return anonymous(pathAndQuery).header("Authorization", "Bearer " + key);
    }

    /** A request without any credential. */
    public HttpRequest.Builder anonymous(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + pathAndQuery))
                .timeout(BOUND);
    }

    public HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public HttpResponse<String> get(String pathAndQuery) {
        return send(request(pathAndQuery));
    }

    /** What the ops listener says at this path. */
    public HttpResponse<String> ops(String path) {
        return send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + gateway.opsPort() + path)));
    }

    /** What the admin listener says at this path. */
    public HttpResponse<String> admin(String path) {
        return send(
                HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.adminPort() + path)));
    }

    /**
     * The value of one sample, or 0 where there is none; {@code sample} is the name with its labels
     * as scraped.
     */
    public double metric(String sample) {
        return ops("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith(sample + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(sample.length() + 1)))
                .findFirst()
                .orElse(0);
    }

    /** Waits until what was answered is also counted. */
    public void awaitSettled() {
        Awaitility.await().until(() -> gateway.openRequests() == 0);
    }

    /** The first line of the access log that holds this text, once it is there. */
    public JsonObject logLine(String text) {
        Path log = folder.resolve("access.log");
        return Awaitility.await()
                .atMost(BOUND)
                .until(
                        () ->
                                Files.readAllLines(log).stream()
                                        .filter(line -> line.contains(text))
                                        .findFirst(),
                        Optional::isPresent)
                .map(JsonObject::new)
                .orElseThrow();
    }

    public Gateway gateway() {
        return gateway;
    }

    /** Ends it and holds it to its word: nothing may be left in work. */
    @Override
    public void close() {
        awaitSettled();
        reloads.close();
        gateway.close();
        client.close();
    }
}
