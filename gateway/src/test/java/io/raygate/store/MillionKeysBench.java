package io.raygate.store;

import io.raygate.auth.Fingerprints;
import io.raygate.auth.apikey.ApiKeyAuthenticator;
import io.raygate.auth.apikey.DeclaredKeys;
import io.raygate.auth.apikey.KeyFormat;
import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.auth.apikey.KeyRing;
import io.raygate.auth.apikey.Pepper;
import io.raygate.auth.apikey.Peppers;
import io.raygate.exchange.Decision;
import io.raygate.tenant.Tenants;
import io.raygate.testing.Heads;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a million keys cost: time to load them, memory to hold them, CPU to find one and check it.
 * Prints and judges nothing; only in profile {@code bench}.
 */
class MillionKeysBench {
    private static final int KEYS = 1_000_000;
    private static final int TENANTS = 1_000;
    private static final int PROBES = 10_000;
    private static final Peppers PEPPERS = new Peppers(List.of(new Pepper(1, "p".repeat(32))));

    @TempDir private Path folder;

    @Test
    void aMillionKeys() throws SQLException {
        List<String> probes;
        try (Store store = store()) {
            store.prepare();
            store.take(PEPPERS);
            probes = fill(store);
        }
        long before = used();
        KeyRing ring = new KeyRing(System::nanoTime, new Fingerprints(new SecureRandom()));
        Tenants tenants = new Tenants();
        try (Store store = store();
                LiveCredentials live = live(store, ring, tenants)) {
            long began = System.nanoTime();
            live.load();
            System.out.printf(
                    "loaded %d keys in %.1f s%n",
                    KEYS, (System.nanoTime() - began) / (double) TimeUnit.SECONDS.toNanos(1));
            System.out.printf("resident: %.0f MB%n", (used() - before) / 1e6);
            measure(ring, tenants, probes);
        }
    }

    private Store store() {
        return Store.of(
                new StoreSettings.Embedded(folder.resolve("store.db")),
                new Store.Parts(
                        InstantSource.system(),
                        new KeyGenerator(new Random(7)),
                        () -> PEPPERS,
                        Map::of,
                        Map::of,
                        sha256 -> false));
    }

    private static LiveCredentials live(Store store, KeyRing ring, Tenants tenants) {
        return new LiveCredentials(
                store,
                new LiveCredentials.Parts(
                        ring,
                        tenants,
                        new FollowedLimits(),
                        () -> PEPPERS,
                        _ -> {},
                        _ -> {},
                        InstantSource.system(),
                        Duration.ofMinutes(1),
                        Duration.ofMinutes(10)));
    }

    private static List<String> fill(Store store) throws SQLException {
        KeyGenerator generator = new KeyGenerator(new Random(11));
        List<String> probes = new ArrayList<>();
        try (Connection connection = store.database().connection()) {
            connection.setAutoCommit(false);
            Sql sql = new Sql(connection);
            long revision = new Revisions(sql).next().revision();
            for (int i = 0; i < TENANTS; i++) {
                sql.update(
                        "INSERT INTO tenants (id, name, suspended, meta, created_at, revision) VALUES (?, '', 0, '{}', 0, ?)",
                        "tenant-" + i,
                        revision);
            }
            for (int i = 0; i < KEYS; i++) {
                String key = generator.next("rg", "live");
                KeyRows.insert(sql, record(key, i, revision), digests(key));
                if (i % (KEYS / PROBES) == 0) {
                    probes.add(key);
                }
            }
            connection.commit();
        }
        return probes;
    }

    private static KeyRecord record(String key, int number, long revision) {
        KeyRecord.Words words =
                new KeyRecord.Words(
                        "service-" + number,
                        "live",
                        new KeyGrants(List.of("infer"), List.of(), List.of(), List.of()),
                        "",
                        List.of(),
                        Map.of(),
                        true,
                        null);
        return new KeyRecord(
                KeyFormat.id(key),
                KeyFormat.readableStart(key),
                "tenant-" + number % TENANTS,
                null,
                words,
                Instant.EPOCH,
                null,
                null,
                null,
                1,
                revision);
    }

    private static List<Peppers.Peppered> digests(String key) {
        return PEPPERS.sign(key.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static long used() {
        for (int i = 0; i < 3; i++) {
            System.gc();
        }
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    private static void measure(KeyRing ring, Tenants tenants, List<String> probes) {
        ApiKeyAuthenticator authenticator =
                new ApiKeyAuthenticator(
                        new KeyFormat("rg", List.of("live")),
                        new DeclaredKeys(List.of()),
                        new ApiKeyAuthenticator.Live(ring, tenants),
                        true,
                        InstantSource.system());
        var heads = probes.stream().map(Heads::withKey).toList();
        var threads = ManagementFactory.getThreadMXBean();
        List<Double> micros = new ArrayList<>();
        for (int round = 0; round < 100; round++) {
            long began = threads.getCurrentThreadCpuTime();
            for (int i = 0; i < heads.size(); i++) {
                if (!(authenticator.authenticate(heads.get(i)) instanceof Decision.Proceed<?>)) {
                    throw new IllegalStateException("a key was not found");
                }
            }
            micros.add((threads.getCurrentThreadCpuTime() - began) / 1e3 / heads.size());
        }
        List<Double> warm = micros.subList(50, 100).stream().sorted().toList();
        System.out.printf(
                "find and check, us of CPU: median %.2f, min %.2f, max %.2f%n",
                warm.get(25), warm.getFirst(), warm.getLast());
    }
}
