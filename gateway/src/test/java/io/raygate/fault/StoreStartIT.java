package io.raygate.fault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.raygate.StartFailure;
import io.raygate.testing.FaultyUpstream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** S-59: with a store that cannot be used nothing starts, and what is to be done is said. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class StoreStartIT {
    @TempDir private Path folder;

    private Path pepper;
    private FaultyUpstream upstream;
    private String key;

    @BeforeEach
    void useOnce() throws IOException {
        upstream = Named.upstream("one");
        pepper = state().resolve("pepper-1");
        try (StoredGateway gateway = start("").owned()) {
            key = gateway.newKey().getString("key");
        }
    }

    @AfterEach
    void close() throws IOException {
        upstream.close();
    }

    private Path state() {
        return folder.resolve("state");
    }

    private StoredGateway start(String sections) {
        return StoredGateway.start(state(), upstream, sections);
    }

    /** The words in it are said, and with the pepper put back all is as it was. */
    private void isRefused(String sections, String... words) {
        assertThatThrownBy(() -> start(sections).close())
                .hasCauseInstanceOf(StartFailure.class)
                .cause()
                .message()
                .contains(words);
    }

    private void isAsItWas(String secret) throws IOException {
        Files.writeString(pepper, secret);
        Files.setPosixFilePermissions(pepper, PosixFilePermissions.fromString("rw-------"));
        try (StoredGateway gateway = start("")) {
            assertThat(gateway.status(key)).isEqualTo(200);
        }
    }

    @Test
    void aMissingPepperIsNamedWithItsFile() throws IOException {
        String secret = Files.readString(pepper);
        Files.delete(pepper);
        isRefused("", "pepper is missing", pepper.toString(), "put back");
        assertThat(pepper).doesNotExist();
        isAsItWas(secret);
    }

    @Test
    void aWrongPepperIsNamedWithItsVersionAndFile() throws IOException {
        String secret = Files.readString(pepper);
        Files.writeString(pepper, "another-secret-of-thirty-two-octets-or-more");
        isRefused("", pepper.toString(), "pepper 1 is not the one", "put that one back");
        isAsItWas(secret);
    }

    /** As with keys of certificates (S-76). */
    @Test
    void aPepperOrStoreThatOthersMayReadIsNamed() throws IOException {
        for (Path file : new Path[] {pepper, state().resolve("raygate.db")}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
            isRefused("", file.toString(), "is open to others", "chmod o-rwx");
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        }
        isAsItWas(Files.readString(pepper));
    }

    @Test
    void aPepperThatWasCutIsNamedWithItsVersionAndFile() throws IOException {
        String secret = Files.readString(pepper);
        Files.writeString(pepper, secret.substring(0, 31));
        isRefused("", pepper.toString(), "pepper 1 is shorter than 32 octets", "put back");
        isAsItWas(secret);
    }

    @Test
    void peppersOfTheFileThatLackAVersionSayHowManyKeysNeedIt() throws IOException {
        Path other =
                Files.writeString(folder.resolve("two"), "another-secret-of-32-octets-or-more");
        isRefused(
                "auth: {apiKeys: {peppers: {2: {file: \"" + other + "\"}}}}",
                "auth.apiKeys.peppers",
                "pepper 1 is missing: 2 keys",
                "keep it");
        isAsItWas(Files.readString(pepper));
    }

    /** The same as one on a file system that was mounted for reading, for the superuser too. */
    @Test
    void aStateFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = Files.writeString(folder.resolve("file"), "");
        for (Path unwritable : new Path[] {file, file.resolve("state"), Path.of("/proc/raygate")}) {
            assertThatThrownBy(() -> StoredGateway.start(unwritable, upstream, "").close())
                    .hasCauseInstanceOf(StartFailure.class)
                    .cause()
                    .message()
                    .contains("state.folder " + unwritable, "cannot be written");
        }
    }
}
