package io.raygate.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.testing.FaultyUpstream;
import io.raygate.testing.GatewayProcess;
import io.raygate.testing.PostgresServer;
import io.raygate.testing.RedisServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Three gateways with one Redis and one PostgreSQL, ten times as many requests as are allowed, and
 * a gateway and the Redis killed meanwhile: of each kind of limit no more passes than was agreed,
 * and hardly less. The long run is in {@code loadtest}.
 */
@Timeout(value = 240, unit = TimeUnit.SECONDS)
class OverloadIT {
    private static final int GATEWAYS = 3;
    private static final int RATE = 60;
    private static final int BURST = 60;
    private static final int QUOTA = 2_000;
    private static final int PLACES = 12;

    @TempDir private Path folder;

    private final CountDownLatch last = new CountDownLatch(1);
    private final AtomicInteger open = new AtomicInteger();
    private final List<GatewayProcess> gateways = new ArrayList<>();
    private int started;
    private RedisServer redis;
    private PostgresServer postgres;
    private FaultyUpstream upstream;
    private String yaml;

    @BeforeEach
    void start() throws IOException {
        redis = RedisServer.start();
        postgres = PostgresServer.start();
        upstream =
                FaultyUpstream.start(
                        conversation -> {
                            while (conversation.readRequest()) {
                                if (conversation.heads().getLast().startsWith("GET /places")) {
                                    hold();
                                }
                                conversation.send("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok");
                            }
                        });
        yaml =
                """
                stores:
                  limits: {redis: "%s"}
                  keys: {jdbc: "%s", user: postgres}
                state: {folder: "STATE"}
                auth: {apiKeys: {peppers: {1: {file: "%s"}}}}
                limits:
                  pace: {requests: {rate: %d/s, burst: %d}}
                  quota: {quota: {requests: %d/month}}
                  places: {concurrency: %d}
                clusters: {one: {endpoints: [http://127.0.0.1:%d], health: off}}
                routes:
                  pace: {match: {path: /pace}, auth: [apiKeys], tenants: all, limits: pace, split: {weights: {one: 1}}}
                  quota: {match: {path: /quota}, auth: [apiKeys], tenants: all, limits: quota, split: {weights: {one: 1}}}
                  places: {match: {path: /places}, auth: [apiKeys], tenants: all, limits: places, split: {weights: {one: 1}}}
                """
                        .formatted(
                                redis.uri(),
                                postgres.newDatabase(),
                                pepper(),
                                RATE,
                                BURST,
                                QUOTA,
                                PLACES,
                                upstream.port());
        for (int i = 0; i < GATEWAYS; i++) {
            another();
        }
    }

    private Path pepper() throws IOException {
        return Files.writeString(folder.resolve("pepper"), "p".repeat(43));
    }

    private GatewayProcess another() {
        Path state = folder.resolve("state" + started++);
        GatewayProcess gateway = GatewayProcess.start(yaml.replace("STATE", state.toString()));
        gateways.add(gateway);
        await().until(() -> shares(gateway));
        return gateway;
    }

    private static boolean shares(GatewayProcess gateway) throws InterruptedException {
        URI metrics = URI.create("http://127.0.0.1:" + gateway.ports().ops() + "/metrics");
        try (HttpClient client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(metrics).build(), BodyHandlers.ofString())
                    .body()
                    .lines()
                    .anyMatch(line -> line.startsWith("raygate_limit_store_up 1"));
        } catch (IOException e) {
            return false;
        }
    }

    private void hold() throws InterruptedException {
        open.incrementAndGet();
        last.await();
    }

    @AfterEach
    void stop() throws IOException {
        last.countDown();
        gateways.forEach(GatewayProcess::close);
        upstream.close();
        redis.close();
        postgres.close();
    }

    /** Callers of all gateways, as many at each. */
    private List<Traffic> traffic(String path, int callers) {
        return gateways.stream()
                .map(it -> new Traffic(URI.create(it.http() + path), it.key(), callers))
                .toList();
    }

    private static long passed(List<Traffic> all) {
        return all.stream()
                .flatMap(it -> it.answers().stream())
                .filter(it -> it.status() == 200)
                .count();
    }

    private static long sent(List<Traffic> all) {
        return all.stream().mapToLong(Traffic::size).sum();
    }

    /** Only its callers may notice. */
    private void killOne() {
        GatewayProcess killed = gateways.removeLast();
        killed.process().destroyForcibly();
        await().until(() -> !killed.process().isAlive());
    }

    private static void print(String kind, long passed, double most, long sent) {
        System.out.printf(
                "%s: accepted/limit %d/%.0f = %.4f, of %d sent%n",
                kind, passed, most, passed / most, sent);
    }

    @Test
    void ofAPaceAndOfAQuotaNoMorePassesThanWasAgreedAndHardlyLess() {
        long begin = System.nanoTime();
        List<Traffic> pace = traffic("/pace", 6);
        List<Traffic> quota = traffic("/quota", 2);
        await().until(() -> passed(pace) > 3 * RATE);
        killOne();
        await().until(() -> passed(pace) > 6 * RATE);
        List<Traffic> later = new ArrayList<>(pace);
        later.add(new Traffic(URI.create(another().http() + "/pace"), gateways.getLast().key(), 6));
        await().until(() -> passed(later) > 15 * RATE && passed(quota) > QUOTA * 9 / 10);
        later.forEach(Traffic::end);
        double seconds = (System.nanoTime() - begin) / 1e9;
        quota.forEach(Traffic::end);
        double most = BURST + RATE * seconds;
        print("pace", passed(later), most, sent(later));
        print("quota", passed(quota), QUOTA, sent(quota));
        assertThat((double) passed(later)).isBetween(0.97 * most, most);
        assertThat(passed(quota)).isLessThanOrEqualTo(QUOTA);
        later.forEach(Traffic::close);
        quota.forEach(Traffic::close);
    }

    @Test
    void placesOfAKilledGatewayAreFreeAgainWithinSecondsAndOnlyOnce() {
        try (HttpClient client = HttpClient.newHttpClient()) {
            Map<GatewayProcess, List<CompletableFuture<HttpResponse<Void>>>> sent = new HashMap<>();
            for (int i = 0; i < 10 * PLACES; i++) {
                ask(client, gateways.get(i % GATEWAYS), sent);
            }
            fill(client, sent, PLACES);
            gateways.sort(Comparator.comparingLong(it -> open(sent, it)));
            long held = open(sent, gateways.getLast());
            killOne();
            long begin = System.nanoTime();
            fill(client, sent, PLACES + held);
            Duration until = Duration.ofNanos(System.nanoTime() - begin);
            System.out.printf(
                    "places: %d of a killed gateway free after %d ms%n", held, until.toMillis());
            assertThat(until).isLessThan(Duration.ofSeconds(10));
            last.countDown();
        }
    }

    /** Asks everywhere until so many have been let through, of which never too many are open. */
    private void fill(
            HttpClient client,
            Map<GatewayProcess, List<CompletableFuture<HttpResponse<Void>>>> sent,
            long many) {
        await().until(
                        () -> {
                            if (open.get() < many) {
                                gateways.forEach(it -> ask(client, it, sent));
                            }
                            return open.get() >= many;
                        });
        await().until(() -> gateways.stream().mapToLong(it -> open(sent, it)).sum() <= PLACES);
        assertThat(open.get()).isEqualTo((int) many);
    }

    private static long open(
            Map<GatewayProcess, List<CompletableFuture<HttpResponse<Void>>>> sent,
            GatewayProcess at) {
        return sent.getOrDefault(at, List.of()).stream().filter(it -> !it.isDone()).count();
    }

    private static void ask(
            HttpClient client,
            GatewayProcess at,
            Map<GatewayProcess, List<CompletableFuture<HttpResponse<Void>>>> sent) {
        sent.computeIfAbsent(at, it -> new ArrayList<>())
                .add(client.sendAsync(at.request("/places").build(), BodyHandlers.discarding()));
    }
}
