package io.raygate.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.ssl.SSLContext;

/** An admin listener that answers what a test says, and remembers what it was asked. */
final class FakeAdmin implements AutoCloseable {
    private static final int BROKEN = 0;

    private final HttpServer server;
    private final List<Asked> asked = new CopyOnWriteArrayList<>();
    private final Map<String, Queue<Answer>> answers = new ConcurrentHashMap<>();

    /** What came. */
    record Asked(String line, Map<String, List<String>> headers, String body) {
        String header(String name) {
            return headers.getOrDefault(name, List.of("")).getFirst();
        }
    }

    private record Answer(int status, String body) {}

    private FakeAdmin(HttpServer server) {
        this.server = server;
        server.createContext("/", this::answer);
        server.start();
    }

    static FakeAdmin start() throws IOException {
        return new FakeAdmin(HttpServer.create(loopback(), 0));
    }

    static FakeAdmin secure(SSLContext context) throws IOException {
        HttpsServer server = HttpsServer.create(loopback(), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        return new FakeAdmin(server);
    }

    private static InetSocketAddress loopback() throws IOException {
        return new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), 0);
    }

    String url() {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return scheme + "://127.0.0.1:" + server.getAddress().getPort();
    }

    /**
     * Answers so, once; the last such answer stays.
     *
     * @param line {@code METHOD /path?query}
     */
    FakeAdmin on(String line, int status, String body) {
        answers.computeIfAbsent(line, _ -> new ConcurrentLinkedQueue<>())
                .add(new Answer(status, body));
        return this;
    }

    FakeAdmin on(String line, int status, JsonObject body) {
        return on(line, status, body.encode());
    }

    /** Breaks the connection, once. */
    FakeAdmin breaksOn(String line) {
        return on(line, BROKEN, "");
    }

    List<Asked> asked() {
        return asked;
    }

    private void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            String line = exchange.getRequestMethod() + " " + exchange.getRequestURI();
            String body =
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            asked.add(new Asked(line, Map.copyOf(exchange.getRequestHeaders()), body));
            Answer answer = next(line);
            if (answer.status() == BROKEN) {
                return;
            }
            byte[] octets = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(answer.status(), octets.length == 0 ? -1 : octets.length);
            exchange.getResponseBody().write(octets);
        }
    }

    private Answer next(String line) {
        Queue<Answer> left = answers.get(line);
        if (left == null) {
            return new Answer(
                    404,
                    "{\"title\":\"Not found\",\"code\":\"not_found\",\"detail\":\"no "
                            + line
                            + "\"}");
        }
        return left.size() > 1 ? left.remove() : left.element();
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
