package io.raygate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.config.ConfigProblem;
import io.raygate.snapshot.Configuration;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Which changes of files are noticed, and when (S-97, S-98). */
@Timeout(120)
class ReloadsTest {
    private static final Duration POLL = Duration.ofMillis(5);
    private static final String GLOBEX =
            "tenants: {globex: {keys: {a: {hash: \"sha256:" + "1".repeat(64) + "\"}}}}\n";

    @TempDir private Path folder;
    private final Seen seen = new Seen();
    private Path file = Path.of("");
    private Path token = Path.of("");
    private Configuration configuration =
            GatewayParts.ofProcess(Map.<String, String>of()::get).configuration(file);
    private @Nullable Reloads reloads;

    @BeforeEach
    void write() throws IOException {
        file = folder.resolve("raygate.yaml");
        token = folder.resolve("token");
        Files.writeString(token, "secret-Aa");
        Files.createDirectory(folder.resolve("more"));
        Files.writeString(file, text(1));
        configuration = GatewayParts.ofProcess(Map.<String, String>of()::get).configuration(file);
    }

    @AfterEach
    void close() {
        if (reloads != null) {
            reloads.close();
        }
    }

    private String text(int weight) {
        return """
        version: 1
        include: [more/*.yaml]
        listeners: {http: {address: 127.0.0.1:0}}
        tenants: {me: {keys: {first: {hash: "sha256:%s"}}}}
        clusters:
          ray:
            endpoints: [http://127.0.0.1:8000]
            credential: {header: X-Token, value: {file: %s}}
        routes: {all: {match: {path: /}, auth: [apiKeys], tenants: [me], split: {weights: {ray: %d}}}}
        """
                .formatted("0".repeat(64), token, weight);
    }

    private Reloads watching() {
        Reloads opened = opened();
        opened.start();
        return opened;
    }

    private Reloads opened() {
        Reloads opened = new Reloads(configuration, (Compiled) configuration.read(1), seen, POLL);
        reloads = opened;
        return opened;
    }

    /** Puts a file in its place, as tools do that fear half-written files. */
    private void put(Path file, String content) throws IOException {
        Path fresh = Files.writeString(folder.resolve("fresh"), content);
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE);
    }

    private void exchange(Path old, String content) throws IOException {
        Path fresh = Files.writeString(folder.resolve("fresh"), content);
        Files.setLastModifiedTime(fresh, Files.getLastModifiedTime(old));
        Files.move(fresh, old, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void whatChangedBetweenStartAndFirstLook() throws IOException {
        Reloads opened = opened();
        put(file, text(2));
        opened.start();
        await().until(() -> seen.swaps.size() == 1);
    }

    @Test
    void aFileWithSizeAndTimeOfTheOldOne() throws IOException {
        watching();
        await().until(() -> seen.kept > 0);
        exchange(file, text(2));
        await().until(() -> seen.swaps.size() == 1);
    }

    /** A digest, and not a hash code, tells the contents apart: these two have the same one. */
    @Test
    void aSecretWithTheHashCodeOfTheOldOne() throws IOException {
        watching();
        await().until(() -> seen.kept > 0);
        exchange(token, "secret-BB");
        await().until(() -> seen.swaps.size() == 1);
    }

    /** The file to mend is none of those that are in force. */
    @Test
    void aMendedFileThatWasNeverInForce() throws IOException {
        watching();
        Path included = folder.resolve("more").resolve("globex.yaml");
        put(included, GLOBEX.replace("keys", "kees"));
        await().until(() -> !seen.refusals.isEmpty());
        put(included, GLOBEX);
        await().until(() -> seen.swaps.size() == 1);
    }

    @Test
    void aMissingSecretThatComesLater() throws IOException {
        watching();
        Path later = folder.resolve("later");
        put(file, text(1).replace(token.toString(), later.toString()));
        await().until(() -> !seen.refusals.isEmpty());
        put(later, "secret");
        await().until(() -> seen.swaps.size() == 1);
    }

    /** A swap that throws must not be the last one. */
    @Test
    void changesAfterAFaultOfOurs() throws IOException {
        seen.failing = true;
        Reloads opened = watching();
        put(file, text(2));
        await().until(() -> !seen.swaps.isEmpty());
        seen.failing = false;
        opened.askNow();
        await().until(() -> seen.swaps.size() == 2);
        assertThat(seen.refusals).isEmpty();
    }

    private static final class Seen implements Reloads.Effect {
        @Override
        public List<ConfigProblem> objections(Compiled next) {
            return List.of();
        }

        private final Queue<Compiled> swaps = new ConcurrentLinkedQueue<>();
        private final Queue<List<ConfigProblem>> refusals = new ConcurrentLinkedQueue<>();
        private volatile int kept;
        private volatile boolean failing;

        @Override
        public void swap(Compiled before, Compiled next) {
            boolean fails = failing; // the test changes it as soon as it sees the swap
            swaps.add(next);
            if (fails) {
                throw new IllegalStateException("as if by a fault");
            }
        }

        @Override
        public void refused(List<ConfigProblem> faults) {
            refusals.add(faults);
        }

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes
        public void kept() {
            kept++;
        }
    }
}
