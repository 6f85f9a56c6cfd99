package io.raygate.testing;

import io.raygate.auth.CredentialHash;
import io.raygate.auth.apikey.KeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.awaitility.Awaitility;

/**
 * The gateway as a process of its own, started from a configuration file as a user starts it.
 *
 * @param key an API key of tenant {@code acme}, which the configuration knows
 * @param output what it has written so far: its log and the access log
 */
public record GatewayProcess(Process process, Ports ports, String key, Path output)
        implements AutoCloseable {
    private static final Duration BOUND = Duration.ofSeconds(60);
    private static final String OPS = "ops: {address: \"127.0.0.1:OPS_PORT\"}";
    private static final String DRAIN = "drain: {delay: 0s, timeout: 10s}";

    /**
     * Starts it with a plain listener for each version of HTTP, tenant {@code acme} with one key,
     * and the clusters and routes of {@code yaml}; returns when it is ready. At the start of a line
     * {@code yaml} may hold its own drain, and its own ops, with OPS_PORT for the port.
     */
    public static GatewayProcess start(String yaml) {
        return start(yaml, List.of());
    }

    /** The same with more options of the virtual machine, which win over the usual ones. */
    public static GatewayProcess start(String yaml, List<String> options) {
        List<Integer> free = FreePorts.pick(4);
        Ports ports = new Ports(free.get(0), free.get(1), free.get(2), free.get(3));
        String key = new KeyGenerator(new SecureRandom()).next("rg", "test");
        String hash = new CredentialHash().of(key.getBytes(StandardCharsets.ISO_8859_1)).text();
        String base =
                """
                version: 1
                listeners:
                  http: {address: "127.0.0.1:%d"}
                  grpc: {address: "127.0.0.1:%d", h2c: true}
                %s
                admin: {address: "127.0.0.1:%d"}
                %s
                tenants: {acme: {keys: {ci: {hash: "%s"}}}}
                """
                        .formatted(
                                ports.http,
                                ports.grpc,
                                Sections.unlessIn(yaml, OPS),
                                ports.admin,
                                Sections.unlessIn(yaml, DRAIN),
                                hash);
        GatewayProcess gateway =
                launch(
                        (base + yaml).replace("OPS_PORT", String.valueOf(ports.ops)),
                        ports,
                        key,
                        options);
        Awaitility.await().atMost(BOUND).until(gateway::isReadyOrGone);
        if (!gateway.process.isAlive()) {
            throw new IllegalStateException("the gateway ended:\n" + gateway.text());
        }
        return gateway;
    }

    /**
     * Where it listens.
     *
     * @param http plain HTTP/1.1
     * @param grpc HTTP/2 in clear text
     */
    public record Ports(int http, int grpc, int ops, int admin) {}

    /** The HTTP/1.1 listener, without a path. */
    public URI http() {
        return URI.create("http://127.0.0.1:" + ports.http);
    }

    /** A request with the key as its credential. */
    public HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(http() + pathAndQuery))
                .header("Authorization", "Bearer " + key)
                .timeout(BOUND);
    }

    /** Every line of its output so far. */
    public List<String> lines() {
        return text().lines().toList();
    }

    /**
     * Ends it as an operator does; a gateway that does not drain to exit code 0, or has lost a
     * buffer (S-105), is an error.
     */
    @Override
    public void close() {
        process.destroy();
        try {
            if (!process.waitFor(BOUND.toSeconds(), TimeUnit.SECONDS) || process.exitValue() != 0) {
                process.destroyForcibly();
                throw new IllegalStateException("the gateway did not end in order:\n" + text());
            }
            if (text().contains("LEAK: ")) {
                throw new IllegalStateException("the gateway has lost a buffer:\n" + text());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroyForcibly();
        }
    }

    private static GatewayProcess launch(
            String yaml, Ports ports, String key, List<String> options) {
        try {
            Path folder =
                    Files.createTempDirectory(
                            Files.createDirectories(
                                    Path.of(System.getProperty("basedir", "."), "target", "e2e")),
                            "gateway");
            Path config = Files.writeString(folder.resolve("raygate.yaml"), yaml);
            Path output = folder.resolve("output.log");
            List<String> words = new ArrayList<>();
            words.add(ProcessHandle.current().info().command().orElseThrow());
            words.add("@" + Path.of("src/main/launch/java.options"));
            words.add("-Dio.netty.leakDetection.level=paranoid");
            words.addAll(options);
            words.addAll(List.of("-cp", System.getProperty("java.class.path")));
            words.addAll(List.of("io.raygate.Main", "run", "--config", config.toString()));
            Process process =
                    new ProcessBuilder(words)
                            .directory(Path.of(System.getProperty("basedir", ".")).toFile())
                            .redirectErrorStream(true)
                            .redirectOutput(output.toFile())
                            .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            return new GatewayProcess(process, ports, key, output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private boolean isReadyOrGone() throws InterruptedException {
        HttpRequest ready =
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + ports.ops + "/readyz"))
                        .build();
        try (HttpClient client = HttpClient.newHttpClient()) {
            HttpResponse<Void> answer = client.send(ready, BodyHandlers.discarding());
            return answer.statusCode() == 200;
        } catch (IOException e) {
            return !process.isAlive();
        }
    }

    private String text() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
