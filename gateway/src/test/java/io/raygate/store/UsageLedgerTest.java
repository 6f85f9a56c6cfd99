package io.raygate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.auth.apikey.KeyGenerator;
import io.raygate.testing.ManualClock;
import io.raygate.testing.Patience;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each event comes to the store once, whatever happens on its way. */
class UsageLedgerTest {
    private static final Instant NINE = Instant.parse("2026-11-28T09:00:00Z");

    @TempDir private Path folder;
    private Store store;

    @BeforeEach
    void open() throws IOException {
        store = store(Files.createDirectories(folder.resolve("store")));
        store.prepare();
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static Store store(Path in) {
        return Store.of(
                new StoreSettings.Embedded(in.resolve("store.db")),
                new Store.Parts(
                        new ManualClock(),
                        new KeyGenerator(new SecureRandom()),
                        () -> Backups.PEPPERS,
                        Map::of,
                        Map::of,
                        sha256 -> false));
    }

    private Path journal() {
        return folder.resolve("usage");
    }

    private Path memory() {
        return folder.resolve("memory");
    }

    private UsageLedger ledger(String name) {
        return ledger(name, null);
    }

    private UsageLedger ledger(String name, UsageLedger.@Nullable ToFile file) {
        try {
            return new UsageLedger(
                    store,
                    new UsageLedger.Parts(
                            journal(),
                            memory(),
                            name,
                            new ManualClock(),
                            Duration.ofDays(30),
                            Duration.ofDays(400),
                            file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static UsageEvent event(String id) {
        return UsageCases.event(id, NINE, "acme", "m", 4);
    }

    private long requests() {
        List<UsageRow> sums =
                store.read(
                        it ->
                                it.usage()
                                        .sums(
                                                new UsageQuery(
                                                        Instant.EPOCH,
                                                        NINE.plusSeconds(3600),
                                                        List.of(),
                                                        Map.of(),
                                                        1)));
        return sums.isEmpty() ? 0 : sums.getFirst().requests();
    }

    private List<String> files() {
        try (Stream<Path> files = Files.list(journal())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void eventsOfManyThreadsCome() throws InterruptedException {
        try (UsageLedger ledger = ledger("a")) {
            List<Thread> threads =
                    Stream.generate(
                                    () ->
                                            Thread.ofVirtual()
                                                    .unstarted(
                                                            () -> {
                                                                for (int i = 0; i < 500; i++) {
                                                                    ledger.add(
                                                                            event(ledger.nextId()));
                                                                }
                                                            }))
                            .limit(8)
                            .toList();
            threads.forEach(Thread::start);
            for (Thread thread : threads) {
                thread.join();
            }
            Awaitility.await().atMost(Patience.LIMIT).until(() -> requests() == 4_000);
            assertThat(ledger.lost()).isZero();
        }
        assertThat(files()).isEmpty();
    }

    /** What the file does not take waits, and the store does not wait for it. */
    @Test
    void eachEventIsWrittenToTheFileOnceItCanBe() throws IOException {
        Path exports = folder.resolve("exports");
        Path file = exports.resolve("usage.jsonl");
        try (UsageLedger ledger = ledger("a", new UsageLedger.ToFile(file, 1_000_000, 1))) {
            ledger.add(event("one"));
            Awaitility.await().atMost(Patience.LIMIT).until(() -> requests() == 1);
            ledger.add(event("two"));
            Awaitility.await().atMost(Patience.LIMIT).until(() -> requests() == 2);
            assertThat(file).doesNotExist();
            Files.createDirectory(exports);
            Awaitility.await().atMost(Patience.LIMIT).until(() -> files().isEmpty());
            assertThat(Files.readAllLines(file))
                    .extracting(line -> new JsonObject(line).getString("id"))
                    .containsExactly("one", "two");
            assertThat(ledger.lost()).isZero();
        }
        try (UsageLedger ledger = ledger("b", new UsageLedger.ToFile(file, 1_000_000, 1))) {
            ledger.add(event("three"));
        }
        assertThat(Files.readAllLines(file)).hasSize(3);
    }

    @Test
    void theEndWaitsForWhatWasHandedOver() {
        UsageLedger ledger = ledger("a");
        ledger.add(event("1"));
        ledger.close();
        assertThat(requests()).isEqualTo(1);
        assertThat(files()).isEmpty();
    }

    /** As after kill -9 between the store and the journal: the line is there, and cut in two. */
    @Test
    void whatAProcessLeftIsBroughtInOnce() throws IOException {
        try (UsageLedger ledger = ledger("a")) {
            ledger.add(event("1"));
        }
        Files.writeString(
                journal().resolve("a-00000007.open"),
                event("1").json().encode()
                        + "\n"
                        + event("2").json().encode()
                        + "\n"
                        + event("3").json().encode().substring(0, 40),
                StandardCharsets.UTF_8);
        Files.writeString(journal().resolve("a-00000006.jsonl"), event("4").json() + "\n");
        try (UsageLedger next = ledger("b")) {
            Awaitility.await().atMost(Patience.LIMIT).until(() -> requests() == 3);
            Awaitility.await().atMost(Patience.LIMIT).until(() -> files().isEmpty());
            assertThat(next.lost()).isZero();
        }
    }

    /** The memory of one that was killed; what is in its journal as well comes once. */
    @Test
    void whatAKilledProcessKeptComesFromTheNextOne() throws IOException {
        Files.createDirectory(memory());
        try (UsageLedger ledger = ledger("a")) {
            assertThat(ledger.outlives()).isTrue();
            UsageLedger.Kept added = ledger.keep(event("1"));
            ledger.add(event("1"), added);
            Awaitility.await().atMost(Patience.LIMIT).until(() -> requests() == 1);
            ledger.keep(event("2"));
            ledger.add(event("2"));
            ledger.keep(event("3"));
            leave("a", "killed");
        }
        try (UsageLedger next = ledger("b")) {
            Awaitility.await().atMost(Patience.LIMIT).until(() -> requests() == 3);
            assertThat(next.lost()).isZero();
        }
        assertThat(memory()).isEmptyDirectory();
    }

    /** The memory of one, as if another one had left it. */
    private void leave(String of, String as) throws IOException {
        try (Stream<Path> all = Files.walk(memory())) {
            Path found = all.filter(it -> it.endsWith(of + ".usage")).findFirst().orElseThrow();
            Files.copy(found, found.resolveSibling(as + ".usage"));
        }
    }

    /** One gateway may still end while the next one on the same folder begins. */
    @Test
    void whatAnotherOneWritesIsLeftToIt() throws IOException {
        Files.createDirectories(journal());
        Path open = journal().resolve("other-00000000.open");
        try (FileChannel file =
                        FileChannel.open(
                                open, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                var lock = file.lock()) {
            assertThat(lock.isValid()).isTrue();
            ledger("a").close();
            assertThat(files()).containsExactly("other-00000000.open");
        }
        ledger("b").close();
        assertThat(files()).isEmpty();
    }

    @Test
    void whileTheStoreIsAwayEventsWaitInTheJournal() throws IOException {
        store.close();
        store = store(folder.resolve("nowhere"));
        try (UsageLedger ledger = ledger("a")) {
            ledger.add(event("1"));
            Awaitility.await().atMost(Patience.LIMIT).until(() -> files().size() == 1);
        }
        assertThat(files()).hasSize(1).first().asString().endsWith(".jsonl");
        store.close();
        store = store(folder.resolve("store"));
        ledger("b").close();
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void whatTheStoreNeverTakesIsPutAside() throws IOException {
        Files.createDirectories(journal());
        Files.writeString(
                journal().resolve("a-00000000.jsonl"),
                event("1").json().encode().replace("\"acme\"", "null") + "\n");
        UsageLedger ledger = ledger("b");
        ledger.add(event("2"));
        ledger.close();
        assertThat(files()).containsExactly("a-00000000.refused");
        assertThat(ledger.lost()).isEqualTo(1);
        assertThat(requests()).isEqualTo(1);
    }

    @Test
    void whatNobodyCanWriteIsLostInTheEndAndCounted() throws IOException {
        UsageLedger ledger = ledger("a");
        Files.delete(journal());
        for (int i = 0; i < 66_000; i++) {
            ledger.add(event("e" + i));
        }
        assertThat(ledger.lost()).isEqualTo(66_000 - 65_536);
        ledger.close();
        assertThat(ledger.lost()).isEqualTo(66_000);
    }
}
