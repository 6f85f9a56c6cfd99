package io.raygate.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is in the folder is its user's alone, and whole. */
class StateFolderTest {
    @TempDir private Path path;

    private List<String> names() throws IOException {
        try (Stream<Path> files = Files.list(path)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void aSecretIsForItsOwnerAloneAndNothingLiesBesideIt() throws IOException {
        StateFolder folder = StateFolder.open(path);
        String first = folder.renewSecret("pepper", new SecureRandom());
        String second = folder.renewSecret("pepper", new SecureRandom());
        assertThat(second).isNotEqualTo(first);
        assertThat(folder.secret("pepper")).contains(second);
        assertThat(folder.secret("none")).isEmpty();
        assertThat(names()).containsExactly("pepper");
        assertThat(
                        PosixFilePermissions.toString(
                                Files.getPosixFilePermissions(path.resolve("pepper"))))
                .isEqualTo("rw-------");
    }

    @Test
    void whatOthersMayReadOrWriteIsRefusedAndWhatAGroupMayIsNot() throws IOException {
        StateFolder folder = StateFolder.open(path);
        folder.renewSecret("pepper", new SecureRandom());
        Path store = folder.database();
        for (String open : new String[] {"rw----r--", "rw-----w-"}) {
            rights(path.resolve("pepper"), open);
            rights(store, open);
            assertThatThrownBy(() -> folder.secret("pepper"))
                    .hasMessageContaining(path.resolve("pepper") + " is open to others");
            assertThatThrownBy(folder::database).hasMessageContaining(store + " is open to others");
        }
        rights(path.resolve("pepper"), "rw-rw----");
        rights(store, "rw-rw----");
        assertThat(folder.secret("pepper")).isPresent();
        assertThat(folder.database()).isEqualTo(store);
    }

    private static void rights(Path file, String text) throws IOException {
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(text));
    }

    @Test
    void whatAProcessThatWasKilledLeftIsTakenAwayAndNothingElse() throws IOException {
        FileTime before =
                FileTime.fromMillis(System.currentTimeMillis() - Duration.ofHours(1).toMillis());
        for (String name :
                List.of("pepper1.tmp", "sqlite-3-libsqlitejdbc.so", "raygate.db", "pepper")) {
            Files.setLastModifiedTime(Files.createFile(path.resolve(name)), before);
        }
        Files.createFile(path.resolve("young.tmp"));
        StateFolder.open(path);
        assertThat(names()).containsExactly("pepper", "raygate.db", "young.tmp");
    }

    @Test
    void aSecretThatCannotBePutThereLeavesNothingBehind() throws IOException {
        StateFolder folder = StateFolder.open(path);
        Files.createDirectories(path.resolve("pepper").resolve("below"));
        assertThatThrownBy(() -> folder.renewSecret("pepper", new SecureRandom()))
                .isInstanceOf(IOException.class);
        assertThat(names()).containsExactly("pepper");
    }
}
