package io.raygate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is written for others is whole lines, in order, in so many files and no more. */
class UsageFileTest {
    private static final Instant NINE = Instant.parse("2026-11-28T09:00:00Z");

    @TempDir private Path folder;

    private UsageFile file(long octets) {
        return new UsageFile(new UsageLedger.ToFile(path(), octets, 2));
    }

    private Path path() {
        return folder.resolve("usage.jsonl");
    }

    private static List<UsageEvent> events(String... ids) {
        return Stream.of(ids).map(id -> UsageCases.event(id, NINE, "acme", "m", 4)).toList();
    }

    private List<String> ids(String name) throws IOException {
        return Files.readAllLines(folder.resolve(name)).stream()
                .map(line -> new JsonObject(line).getString("id"))
                .toList();
    }

    @Test
    void aLineSaysWhatTheRequestCost() throws IOException {
        file(1_000_000).append(events("a"));
        JsonObject line = new JsonObject(Files.readString(path()));
        assertThat(line.getString("tenant")).isEqualTo("acme");
        assertThat(line.getString("endedAt")).isEqualTo("2026-11-28T09:00:00Z");
        assertThat(line.getString("request")).isEqualTo("request-of-a-hop");
        assertThat(line.getLong("inputTokens")).isEqualTo(4);
        assertThat(line.getLong("outputTokens")).isEqualTo(8);
        assertThat(line.getDouble("gpuSeconds")).isEqualTo(1.5);
    }

    @Test
    void aFullFileIsPutAsideAndTheOldestGoes() throws IOException {
        UsageFile file = file(1);
        for (String id : new String[] {"a", "b", "c", "d"}) {
            file.append(events(id));
        }
        assertThat(ids("usage.jsonl")).containsExactly("d");
        assertThat(ids("usage.jsonl.1")).containsExactly("c");
        assertThat(ids("usage.jsonl.2")).containsExactly("b");
        try (Stream<Path> all = Files.list(folder)) {
            assertThat(all).hasSize(3);
        }
    }

    @Test
    void aLineThatAKilledProcessHasBegunIsGone() throws IOException {
        UsageFile file = file(1_000_000);
        file.append(events("a", "b"));
        Files.writeString(path(), "{\"id\":\"cu", StandardOpenOption.APPEND);
        file.append(events("c"));
        assertThat(ids("usage.jsonl")).containsExactly("a", "b", "c");
        Files.writeString(path(), "{\"id\":\"only");
        file.append(events("d"));
        assertThat(ids("usage.jsonl")).containsExactly("d");
    }

    @Test
    void aFolderThatIsNotThereIsAFault() {
        UsageFile file =
                new UsageFile(new UsageLedger.ToFile(folder.resolve("no/usage.jsonl"), 1, 1));
        assertThatThrownBy(() -> file.append(events("a"))).isInstanceOf(IOException.class);
    }
}
