package io.raygate.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The admin credentials of this user, by the address of the gateway. */
final class CredentialsFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private final Path file;

    CredentialsFile(Path file) {
        this.file = file;
    }

    /**
     * The credential for this gateway, or null.
     *
     * @throws CommandFailure if the file cannot be used
     */
    @Nullable String find(String url) {
        return read().getString(url);
    }

    /** The only gateway that is known, or null where there are none or several. */
    @Nullable String onlyUrl() {
        JsonObject all = read();
        return all.size() == 1 ? all.fieldNames().iterator().next() : null;
    }

    private JsonObject read() {
        if (!Files.exists(file)) {
            return new JsonObject();
        }
        try {
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        file + " can be read by others: chmod 600 it, and log in anew if it was");
            }
            return new JsonObject(Files.readString(file));
        } catch (IOException | DecodeException e) {
            throw new CommandFailure(ExitCode.FAILED, file + " cannot be read: " + e.getMessage());
        }
    }

    /** Keeps a credential in the place of the one that is there; null takes it out. */
    void keep(String url, @Nullable String credential) {
        JsonObject all = read();
        if (credential == null) {
            all.remove(url);
        } else {
            all.put(url, credential);
        }
        try {
            Path folder = file.toAbsolutePath().getParent();
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
            Path next =
                    Files.createTempFile(
                            folder,
                            "credentials",
                            "",
                            PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(next, all.encodePrettily());
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, file + " cannot be written: " + e.getMessage());
        }
    }
}
