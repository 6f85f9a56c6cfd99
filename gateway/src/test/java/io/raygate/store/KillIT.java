package io.raygate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.testing.PostgresServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * S-92, D-05: whoever writes or keeps is killed in the middle of it, and nothing acknowledged is
 * lost and nothing half done. Ten times; {@code -Draygate.kills=50} is for before a release.
 */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class KillIT {
    private static final int KILLS = Integer.getInteger("raygate.kills", 10);
    private static final int MOST_LINES = 60;
    private static final long MOST_NANOS = TimeUnit.MILLISECONDS.toNanos(20);

    @TempDir private Path folder;

    private final List<String> acknowledged = new ArrayList<>();

    @Test
    void aGatewayKilledWhileItWritesLosesNothingAcknowledged() throws Exception {
        long seed = Long.getLong("raygate.seed", System.nanoTime());
        System.out.println("kills by -Draygate.seed=" + seed);
        Random random = new Random(seed);
        Path file = folder.resolve("store.db");
        for (int i = 0; i < KILLS; i++) {
            acknowledged.addAll(killed(file, i == 0 ? 1 : 1 + random.nextInt(MOST_LINES), random));
            try (Store store = KeyWriter.store(new StoreSettings.Embedded(file))) {
                store.prepare();
                holdsAll(store, i + 1);
            }
        }
        assertThat(acknowledged).hasSizeGreaterThan(KILLS);
    }

    /** What it had acknowledged when it was killed, at a moment after so many lines. */
    private List<String> killed(Path file, int lines, Random random) throws Exception {
        Process writer =
                new ProcessBuilder(
                                ProcessHandle.current().info().command().orElseThrow(),
                                "-XX:TieredStopAtLevel=1",
                                "-XX:+UseSerialGC",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                KeyWriter.class.getName(),
                                file.toString())
                        .redirectError(folder.resolve("errors").toFile())
                        .start();
        List<String> said = new ArrayList<>();
        try (BufferedReader reader = writer.inputReader()) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                said.add(line);
                if (said.size() == lines) {
                    LockSupport.parkNanos(random.nextLong(MOST_NANOS));
                    // Of the process itself it would close what is still to be read.
                    writer.toHandle().destroyForcibly();
                }
            }
        } finally {
            writer.destroyForcibly().waitFor();
        }
        assertThat(said.size())
                .as(Files.readString(folder.resolve("errors")))
                .isGreaterThanOrEqualTo(lines);
        return said.stream()
                .filter(line -> line.startsWith("done "))
                .map(line -> line.substring("done ".length()))
                .toList();
    }

    /** At most one change may have been made that nobody was told of, at each kill. */
    private void holdsAll(Store store, int kills) {
        List<String> keys = texts(store, "SELECT id FROM api_keys");
        assertThat(keys).containsAll(acknowledged);
        assertThat(keys).hasSizeLessThanOrEqualTo(acknowledged.size() + kills);
        assertThat(texts(store, "SELECT tenant FROM api_keys"))
                .containsExactlyInAnyOrderElementsOf(texts(store, "SELECT id FROM tenants"));
        AuditVerdict verdict = store.read(it -> it.audit().verify());
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        AuditVerdict.Intact.class,
                        intact -> assertThat(intact.entries()).isEqualTo(2L * keys.size()));
    }

    private static List<String> texts(Store store, String sql) {
        return store.read(it -> it.sql().list(sql, row -> row.getString(1)));
    }

    @Test
    void aServerKilledUnderWritersLosesNothingAcknowledged() throws IOException {
        try (PostgresServer server = PostgresServer.start();
                Store store =
                        KeyWriter.store(
                                new StoreSettings.Shared(
                                        server.newDatabase(), PostgresServer.USER, () -> ""))) {
            store.prepare();
            Queue<String> done = new ConcurrentLinkedQueue<>();
            AtomicBoolean failed = new AtomicBoolean();
            Thread writer = Thread.ofVirtual().start(() -> writeUntilItFails(store, done, failed));
            Awaitility.await().until(() -> done.size() > MOST_LINES);
            server.kill();
            Awaitility.await().untilTrue(failed);
            Awaitility.await().until(() -> !writer.isAlive());
            server.restart();
            acknowledged.addAll(done);
            Awaitility.await().ignoreExceptions().untilAsserted(() -> holdsAll(store, 1));
            acknowledged.add(KeyWriter.write(store));
            holdsAll(store, 1);
        }
    }

    private static void writeUntilItFails(Store store, Queue<String> done, AtomicBoolean failed) {
        try {
            while (true) {
                done.add(KeyWriter.write(store));
            }
        } catch (StoreUnavailable _) {
            failed.set(true);
        }
    }
}
