package io.raygate;

import io.raygate.auth.CredentialHash;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * {@code raygate run --train}: serves some hundred requests to itself on loopback and ends, so that
 * an AOT cache recorded meanwhile holds the classes of the data path. It needs no network and
 * leaves no file.
 */
final class Training {
    private static final int ROUNDS = 100;

    private final Terminal terminal;
    private final DemoCredentials credentials;
    private final int port;
    private final int opsPort;

    private Training(Terminal terminal) throws IOException, GeneralSecurityException {
        this.terminal = terminal;
        this.credentials = DemoCredentials.make(new SecureRandom(), Instant.now());
        this.port = freePort();
        this.opsPort = freePort();
    }

    /** Returns the exit code; blocking, a few seconds. */
    static int run(Terminal terminal) throws IOException, InterruptedException {
        try (WorkFolder folder = WorkFolder.make();
                TrainingUpstream upstream = TrainingUpstream.start()) {
            return new Training(terminal).run(folder.path(), upstream.port());
        } catch (GeneralSecurityException e) {
            throw new IOException("this JDK cannot sign with an elliptic curve key", e);
        }
    }

    private int run(Path folder, int upstream) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("jwks.json"), credentials.keySet());
        Path config = folder.resolve("training.yaml");
        Files.writeString(config, Template.filled("/demo.yaml", words(folder, upstream)));
        return new Serving(config, terminal).serve(this::ask);
    }

    private Map<String, String> words(Path folder, int upstream) throws IOException {
        byte[] key = credentials.apiKey().getBytes(StandardCharsets.US_ASCII);
        return Map.of(
                "PORT", Integer.toString(port),
                "OPS_PORT", Integer.toString(opsPort),
                "ADMIN_PORT", Integer.toString(freePort()),
                "STABLE", Integer.toString(upstream),
                "CANARY", Integer.toString(upstream),
                "FOLDER", folder.toString(),
                "ISSUER", DemoCredentials.ISSUER,
                "AUDIENCE", DemoCredentials.AUDIENCE,
                "HASH", new CredentialHash().of(key).text());
    }

    private void ask() throws IOException {
        for (int i = 0; i < ROUNDS; i++) {
            for (String credential : List.of(credentials.apiKey(), credentials.token(), "nobody")) {
                ask(port, "/v1/models", credential, 0);
                ask(port, "/echo/" + i + "?a=b", credential, i);
            }
        }
        ask(opsPort, "/metrics", "", 0);
        ask(opsPort, "/readyz", "", 0);
    }

    private static void ask(int port, String target, String credential, int bodyBytes)
            throws IOException {
        URI uri = URI.create("http://127.0.0.1:" + port + target);
        HttpURLConnection exchange = (HttpURLConnection) uri.toURL().openConnection();
        exchange.setRequestProperty("Authorization", "Bearer " + credential);
        if (bodyBytes > 0) {
            exchange.setDoOutput(true);
            exchange.getOutputStream().write(new byte[bodyBytes]);
        }
        boolean refused = exchange.getResponseCode() >= HttpURLConnection.HTTP_BAD_REQUEST;
        try (InputStream answer = refused ? exchange.getErrorStream() : exchange.getInputStream()) {
            answer.readAllBytes();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }
}
