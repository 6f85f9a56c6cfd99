package io.raygate.admin;

import com.sun.net.httpserver.HttpServer;
import io.raygate.testing.GatewayUnderTest;
import io.raygate.testing.PostgresServer;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * How long a change made at one of three gateways on one PostgreSQL takes to count at the two
 * others, under traffic (S-62). Prints and judges nothing; only in profile {@code bench}.
 */
class PropagationBench {
    private static final int GATEWAYS = 3;
    private static final int ROUNDS = 200;

    @TempDir private Path folder;
    private final AtomicBoolean done = new AtomicBoolean();
    private final AtomicLong served = new AtomicLong();

    @Test
    void aChangeOnThreeGateways() throws IOException, InterruptedException {
        HttpServer upstream =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        upstream.createContext(
                "/",
                exchange -> {
                    exchange.sendResponseHeaders(204, -1);
                    exchange.close();
                });
        upstream.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        upstream.start();
        Files.writeString(folder.resolve("pepper"), "p".repeat(44));
        List<GatewayUnderTest> gateways = new ArrayList<>();
        try (PostgresServer server = PostgresServer.start()) {
            String database = server.newDatabase();
            for (int i = 0; i < GATEWAYS; i++) {
                gateways.add(GatewayUnderTest.start(yaml(i, database, upstream)));
            }
            measure(gateways);
            done.set(true);
            gateways.forEach(GatewayUnderTest::close);
        } finally {
            upstream.stop(0);
        }
    }

    private String yaml(int number, String database, HttpServer upstream) {
        return """
            auth: {throttle: off, apiKeys: {peppers: {"1": {file: "%s"}}}}
            clusters: {one: {endpoints: ["http://127.0.0.1:%d"], health: off}}
            routes: {all: {match: {path: /a}, auth: [apiKeys], tenants: all, split: {weights: {one: 1}}}}
            state: {folder: "%s"}
            stores: {keys: {jdbc: "%s", user: %s}}
            """
                .formatted(
                        folder.resolve("pepper"),
                        upstream.getAddress().getPort(),
                        folder.resolve("state" + number),
                        database,
                        PostgresServer.USER);
    }

    private void measure(List<GatewayUnderTest> gateways) throws IOException, InterruptedException {
        String secret = Files.readString(folder.resolve("state0").resolve("bootstrap")).strip();
        int port = gateways.getFirst().gateway().adminPort();
        String owner =
                AdminClient.of(port, secret)
                        .post("/v1/bootstrap", "{\"name\":\"owner\"}")
                        .json()
                        .getString("key");
        AdminClient admin = AdminClient.of(port, owner);
        admin.post("/v1/tenants", "{\"id\":\"bench\"}");
        gateways.forEach(gateway -> Thread.ofVirtual().start(() -> traffic(gateway)));
        List<Long> accepted = new ArrayList<>();
        List<Long> refused = new ArrayList<>();
        long began = System.nanoTime();
        for (int i = 0; i < ROUNDS; i++) {
            JsonObject key = admin.post("/v1/keys", "{\"name\":\"k\",\"tenant\":\"bench\"}").json();
            accepted.add(until(gateways, key.getString("key"), 204));
            admin.post("/v1/keys/" + key.getString("id") + "/revoke", "{\"reason\":\"bench\"}");
            refused.add(until(gateways, key.getString("key"), 401));
        }
        System.out.printf(
                "traffic: %.0f requests a second%n",
                served.get() * 1e9 / (System.nanoTime() - began));
        print("create acknowledged until accepted everywhere", accepted);
        print("revoke acknowledged until refused everywhere", refused);
    }

    private void traffic(GatewayUnderTest gateway) {
        while (!done.get()) {
            if (gateway.get("/a").statusCode() != 204) {
                throw new IllegalStateException("traffic was refused");
            }
            served.incrementAndGet();
        }
    }

    /** Milliseconds until each gateway answers so. */
    private static long until(List<GatewayUnderTest> gateways, String key, int status) {
        long began = System.nanoTime();
        for (GatewayUnderTest gateway : gateways) {
            while (gateway.send(gateway.anonymous("/a").header("X-API-Key", key)).statusCode()
                    != status) {
                Thread.onSpinWait();
            }
        }
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - began);
    }

    private static void print(String what, List<Long> millis) {
        List<Long> sorted = millis.stream().sorted().toList();
        System.out.printf(
                "%s: p50 %d ms, p99 %d ms, max %d ms%n",
                what,
                sorted.get(sorted.size() / 2),
                sorted.get(sorted.size() * 99 / 100),
                sorted.getLast());
    }
}
