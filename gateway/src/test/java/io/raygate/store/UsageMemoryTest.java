package io.raygate.store;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Usage;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the memory holds at any moment is what a killed process leaves. */
class UsageMemoryTest {
    private static final Instant NINE = Instant.parse("2026-11-28T09:00:00Z");

    @TempDir private Path folder;
    private Path file;
    private UsageMemory memory;

    @BeforeEach
    void open() throws IOException {
        file = Files.createDirectories(folder.resolve("memory")).resolve("a.usage");
        memory = UsageMemory.create(file);
    }

    @AfterEach
    void close() throws IOException {
        memory.close();
        assertThat(file.getParent()).doesNotExist();
    }

    private static UsageEvent event(String id, String model) {
        return UsageCases.event(id, NINE, "acme", model, 4);
    }

    private List<String> left() throws IOException {
        return UsageMemory.read(file).stream().map(UsageEvent::id).toList();
    }

    @Test
    void anEventIsThereUntilItIsReleased() throws IOException {
        UsageEvent whole =
                new UsageEvent(
                        "1",
                        "r",
                        2,
                        "acme",
                        "k",
                        "chat",
                        "é",
                        "one",
                        200,
                        true,
                        false,
                        new Usage(5, 6, 7, 8),
                        9);
        long first = memory.keep(whole);
        long second = memory.keep(event("2", "m"));
        assertThat(UsageMemory.read(file)).containsExactly(whole, event("2", "m"));
        memory.release(first);
        assertThat(left()).containsExactly("2");
        memory.release(second);
        assertThat(left()).isEmpty();
    }

    @Test
    void theOldestIsWrittenOverAndItsReleaseTakesNoOther() throws IOException {
        long first = memory.keep(event("first", "m"));
        for (int i = 1; i < UsageMemory.PLACES; i++) {
            memory.release(memory.keep(event("e" + i, "m")));
        }
        assertThat(left()).containsExactly("first");
        memory.keep(event("last", "m"));
        memory.release(first);
        assertThat(left()).containsExactly("last");
    }

    /** As after a kill in the middle of writing over another one. */
    @Test
    void whatIsHalfWrittenWasNothing() throws IOException {
        long number = memory.keep(event("1", "m"));
        try (RandomAccessFile torn = new RandomAccessFile(file.toFile(), "rw")) {
            torn.seek(number * UsageMemory.PLACE + 40);
            torn.write(0xFF);
        }
        assertThat(left()).isEmpty();
    }

    @Test
    void whatIsTooLongHasNoPlace() throws IOException {
        assertThat(memory.keep(event("1".repeat(UsageMemory.PLACE), "m"))).isZero();
        memory.release(0);
        assertThat(memory.keep(event("2", "m"))).isPositive();
        assertThat(left()).containsExactly("2");
    }

    /** Anybody could have put events into it. */
    @Test
    void aFolderThatOthersMayEnterIsNotUsed() throws IOException {
        Path root = Files.createDirectory(folder.resolve("root"));
        Path state = Files.createDirectory(folder.resolve("state"));
        try (UsageJournal journal = new UsageJournal(state, "a")) {
            UsageMemory first =
                    Objects.requireNonNull(UsageMemories.open(root, state, "a", journal));
            try (Stream<Path> made = Files.list(root)) {
                Files.setPosixFilePermissions(
                        made.findFirst().orElseThrow(),
                        PosixFilePermissions.fromString("rwxrwxrwx"));
            }
            assertThat(UsageMemories.open(root, state, "b", journal)).isNull();
            first.close();
            assertThat(UsageMemories.open(folder.resolve("none"), state, "c", journal)).isNull();
        }
    }
}
