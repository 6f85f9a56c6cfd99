package io.raygate.fault;

import static org.awaitility.Awaitility.await;

import io.raygate.exchange.Usage;
import io.raygate.testing.GatewayProcess;
import io.raygate.testing.PostgresServer;
import io.raygate.testing.RedisServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Two gateways on one PostgreSQL that keep what chats cost, while one after the other of those that
 * take part is killed and started again.
 */
final class UsageRun implements AutoCloseable {
    private static final int GATEWAYS = 2;
    private static final int CALLERS = 16;

    private final Path folder;
    private final List<String> options;
    private final PostgresServer postgres = PostgresServer.start();
    private final RedisServer redis = RedisServer.start();
    private final String database = postgres.newDatabase();
    private final ChatUpstream upstream = new ChatUpstream();
    private final List<GatewayProcess> gateways = new CopyOnWriteArrayList<>();
    private final List<Path> states = new ArrayList<>();

    /** Who is killed. */
    enum Victim {
        GATEWAY,
        UPSTREAM,
        REDIS
    }

    /**
     * Starts all.
     *
     * @param options more ones of the gateways' virtual machines
     */
    UsageRun(Path folder, List<String> options) throws IOException {
        this.folder = folder;
        this.options = options;
        Files.writeString(folder.resolve("pepper"), "p".repeat(43));
        for (int i = 0; i < GATEWAYS; i++) {
            states.add(folder.resolve("state" + i));
            gateways.add(gateway(states.get(i)));
        }
    }

    private GatewayProcess gateway(Path state) {
        return GatewayProcess.start(
                """
                state: {folder: "%s"}
                stores:
                  keys: {jdbc: "%s", user: %s}
                  limits: {redis: "%s"}
                limits: {much: {tokens: {rate: 1000000000/s}, onStoreLoss: local}}
                usage: {}
                auth: {apiKeys: {peppers: {1: {file: "%s"}}}}
                clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off}}
                routes:
                  chat: {match: {path: /v1}, auth: [apiKeys], tenants: all, openai: true, limits: much, split: {weights: {one: 1}}}
                """
                        .formatted(
                                state,
                                database,
                                PostgresServer.USER,
                                redis.uri(),
                                folder.resolve("pepper"),
                                upstream.port()),
                options);
    }

    /**
     * Asks until so many were answered whole; kills at even distances meanwhile.
     *
     * @param most how long it may take
     */
    UsageTotals of(int requests, int rounds, Duration most) throws IOException, SQLException {
        ChatCallers callers = new ChatCallers(gateways, CALLERS);
        try (callers) {
            int kills = rounds * Victim.values().length;
            for (int i = 0; i < kills; i++) {
                long until = (long) requests * (i + 1) / (kills + 1);
                await().atMost(most).until(() -> callers.whole().size() >= until);
                kill(Victim.values()[i % Victim.values().length]);
            }
            await().atMost(most).until(() -> callers.whole().size() >= requests);
        }
        end();
        return new UsageTotals(upstream.told(), callers.whole(), events(), sums(), callers.sent());
    }

    private void kill(Victim victim) throws IOException {
        switch (victim) {
            case GATEWAY -> {
                GatewayProcess killed = gateways.removeFirst();
                killed.process().destroyForcibly().onExit().join();
                states.add(states.removeFirst());
                gateways.add(gateway(states.getLast()));
            }
            case UPSTREAM -> {
                upstream.kill();
                upstream.restart();
            }
            case REDIS -> {
                redis.kill();
                redis.restart();
            }
        }
    }

    /** In order, so that all is in the store. */
    private void end() throws IOException {
        gateways.forEach(GatewayProcess::close);
        gateways.clear();
        for (Path state : states) {
            try (Stream<Path> left = Files.list(state.resolve("usage"))) {
                List<Path> files = left.toList();
                if (!files.isEmpty()) {
                    throw new IllegalStateException("did not come to the store: " + files);
                }
            }
        }
    }

    private List<UsageTotals.Event> events() throws SQLException {
        List<UsageTotals.Event> events = new ArrayList<>();
        try (Connection connection =
                        DriverManager.getConnection(database, PostgresServer.USER, "");
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT request_id, input_tokens, cached_input_tokens,"
                                        + " output_tokens, reasoning_tokens FROM usage_events")) {
            while (rows.next()) {
                events.add(
                        new UsageTotals.Event(
                                rows.getString(1),
                                new Usage(
                                        rows.getLong(2),
                                        rows.getLong(3),
                                        rows.getLong(4),
                                        rows.getLong(5))));
            }
        }
        return events;
    }

    /** As an operator is told. */
    private UsageTotals.Event sums() throws IOException {
        try (GatewayProcess gateway = gateway(states.getFirst());
                HttpClient client = HttpClient.newHttpClient()) {
            String secret = Files.readString(states.getFirst().resolve("bootstrap")).strip();
            String owner =
                    ask(
                                    client,
                                    admin(gateway, "/v1/bootstrap", secret)
                                            .POST(BodyPublishers.ofString("{}")))
                            .getString("key");
            JsonObject sum =
                    ask(client, admin(gateway, "/v1/usage", owner))
                            .getJsonArray("items")
                            .getJsonObject(0);
            return new UsageTotals.Event(
                    String.valueOf(sum.getLong("requests")),
                    new Usage(
                            sum.getLong("inputTokens"),
                            sum.getLong("cachedInputTokens"),
                            sum.getLong("outputTokens"),
                            sum.getLong("reasoningTokens")));
        }
    }

    private static HttpRequest.Builder admin(GatewayProcess gateway, String path, String secret) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.ports().admin() + path))
                .header("Authorization", "Bearer " + secret)
                .header("Content-Type", "application/json");
    }

    private static JsonObject ask(HttpClient client, HttpRequest.Builder request)
            throws IOException {
        try {
            return new JsonObject(client.send(request.build(), BodyHandlers.ofString()).body());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    @Override
    public void close() throws IOException {
        gateways.forEach(gateway -> gateway.process().destroyForcibly());
        upstream.close();
        redis.close();
        postgres.close();
    }
}
