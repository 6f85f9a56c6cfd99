package io.raygate.cli;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The admin credentials of this user, by the address of the gateway. */
final class CredentialsFile {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");

    private final Path file;

    CredentialsFile(Path file) {
        this.file = file;
    }

    static CredentialsFile of(Surroundings around) {
        return new CredentialsFile(around.credentialsFile());
    }

    /**
     * The credential for this gateway, or null.
     *
     * @throws CommandFailure if the file cannot be used
     */
    @Nullable String find(String url) {
        return read().get(url);
    }

    /** The only gateway that is known, or null where there are none or several. */
    @Nullable String onlyUrl() {
        Map<String, String> all = read();
        return all.size() == 1 ? all.keySet().iterator().next() : null;
    }

    private Map<String, String> read() {
        Map<String, String> all = new TreeMap<>();
        if (!Files.exists(file)) {
            return all;
        }
        try {
            if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
                throw new CommandFailure(
                        ExitCode.FAILED,
                        file
                                + " can be read by others: 'chmod 600 "
                                + file
                                + "', and revoke what is in it if somebody did");
            }
            new JsonObject(Files.readString(file))
                    .forEach(one -> all.put(one.getKey(), (String) one.getValue()));
            return all;
        } catch (IOException | DecodeException | ClassCastException _) {
            throw new CommandFailure(
                    ExitCode.FAILED, file + " cannot be read: take it away, and log in anew");
        }
    }

    /** Keeps a credential in the place of the one that is there; null takes it out. */
    void keep(String url, @Nullable String credential) {
        Map<String, String> all = read();
        if (credential == null) {
            all.remove(url);
        } else {
            all.put(url, credential);
        }
        JsonObject json = new JsonObject();
        all.forEach(json::put);
        try {
            write(json.encodePrettily());
        } catch (IOException e) {
            throw new CommandFailure(
                    ExitCode.FAILED, file + " cannot be written: " + new IoFault(e).text());
        }
    }

    private void write(String text) throws IOException {
        Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent());
        Files.createDirectories(folder, rights("rwx------"));
        Path next = Files.createTempFile(folder, "credentials", ".new", rights("rw-------"));
        try {
            Files.writeString(next, text);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
    }

    private static FileAttribute<Set<PosixFilePermission>> rights(String text) {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text));
    }
}
