package io.raygate.store;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The folder that the gateway may write: everything in it is for its own user alone. Blocking.
 *
 * @param path exists and can be written
 */
public record StateFolder(Path path) {
    private static final String OWNER_ONLY = "rw-------";
    private static final int SECRET_OCTETS = 32;

    /**
     * Makes the folder where it is not there, and finds out whether it can be written.
     *
     * @throws IOException if it cannot
     */
    public static StateFolder open(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        Files.delete(Files.createTempFile(path, "probe", ""));
        return new StateFolder(path);
    }

    /**
     * The file of the embedded store, for its owner alone; what SQLite puts beside it is as closed.
     *
     * @throws IOException if it cannot be made
     */
    public Path database() throws IOException {
        Path file = path.resolve("raygate.db");
        if (!Files.exists(file)) {
            Files.createFile(
                    file,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString(OWNER_ONLY)));
        }
        return file;
    }

    /**
     * The secret in one of its files without the last line end; empty where there is no such file.
     */
    public Optional<String> secret(String name) throws IOException {
        try {
            return Optional.of(
                    Files.readString(path.resolve(name), StandardCharsets.UTF_8).stripTrailing());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /**
     * Puts a new secret in the place of an old one, whole or not at all.
     *
     * @param random cryptographically strong
     */
    public String renewSecret(String name, RandomGenerator random) throws IOException {
        byte[] octets = new byte[SECRET_OCTETS];
        random.nextBytes(octets);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        Path next =
                Files.createTempFile(
                        path,
                        name,
                        "",
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString(OWNER_ONLY)));
        Files.writeString(next, secret + "\n", StandardOpenOption.SYNC);
        Files.move(next, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        return secret;
    }
}
