package io.raygate.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The folder that the gateway may write: everything in it is for its own user alone. Blocking.
 *
 * @param path exists and can be written
 */
public record StateFolder(Path path) {
    private static final Logger LOG = LoggerFactory.getLogger(StateFolder.class);
    private static final String UNFINISHED = ".tmp";

    /** Ours, and the native code that SQLite's driver unpacks and takes away where it can. */
    private static final String LEFTOVERS = "{*" + UNFINISHED + ",sqlite-*}";

    private static final long LEFT_MILLIS = TimeUnit.MINUTES.toMillis(1);
    private static final int SECRET_OCTETS = 32;

    /**
     * Makes the folder where it is not there, finds out whether it can be written, and takes away
     * what a process that was killed has left in it.
     *
     * @throws IOException if it cannot be written
     */
    public static StateFolder open(Path path) throws IOException {
        if (!Files.isDirectory(path)) {
            Files.createDirectories(
                    path,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        if (hasRight(path, PosixFilePermission.OTHERS_WRITE)) {
            LOG.warn("state.folder {} can be written by others: take that right away", path);
        }
        Path probe = Files.createTempFile(path, "probe", UNFINISHED);
        FileTime now = Files.getLastModifiedTime(probe);
        Files.delete(probe);
        sweep(path, now.toMillis() - LEFT_MILLIS);
        return new StateFolder(path);
    }

    /** What is younger may be in the hands of another process. */
    private static void sweep(Path path, long before) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(path, LEFTOVERS)) {
            for (Path file : left) {
                if (Files.getLastModifiedTime(file).toMillis() < before) {
                    Files.deleteIfExists(file);
                }
            }
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        } catch (NoSuchFileException _) {
            // Another process was quicker.
        }
    }

    /**
     * The file of the embedded store, for its owner alone; what SQLite puts beside it is as closed.
     *
     * @throws IOException if it cannot be made, or others may read it
     */
    public Path database() throws IOException {
        Path file = path.resolve("raygate.db");
        if (!Files.exists(file)) {
            Files.createFile(file, ownerOnly());
        }
        return closed(file);
    }

    /**
     * The secret in one of its files without the last line end; empty where there is no such file.
     *
     * @throws IOException if it cannot be read, or others may read it as well
     */
    public Optional<String> secret(String name) throws IOException {
        try {
            return Optional.of(
                    Files.readString(closed(path.resolve(name)), StandardCharsets.UTF_8)
                            .stripTrailing());
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    /** As with keys of certificates (S-76): a group may be what mounts the folder for us. */
    private static Path closed(Path file) throws IOException {
        if (hasRight(file, PosixFilePermission.OTHERS_READ)
                || hasRight(file, PosixFilePermission.OTHERS_WRITE)) {
            throw new IOException(
                    file + " is open to others: take that right away with chmod o-rwx");
        }
        return file;
    }

    private static boolean hasRight(Path file, PosixFilePermission right) throws IOException {
        return Files.getFileStore(file).supportsFileAttributeView("posix")
                && Files.getPosixFilePermissions(file).contains(right);
    }

    /**
     * Puts a new secret in the place of an old one, whole or not at all, and for good when this
     * returns.
     *
     * @param random cryptographically strong
     */
    public String renewSecret(String name, RandomGenerator random) throws IOException {
        byte[] octets = new byte[SECRET_OCTETS];
        random.nextBytes(octets);
        String secret = Base64.getUrlEncoder().withoutPadding().encodeToString(octets);
        Path next = Files.createTempFile(path, name, UNFINISHED, ownerOnly());
        try {
            Files.writeString(next, secret + "\n", StandardOpenOption.SYNC);
            Files.move(next, path.resolve(name), StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(next);
        }
        try (FileChannel folder = FileChannel.open(path, StandardOpenOption.READ)) {
            folder.force(true);
        }
        return secret;
    }

    private static FileAttribute<Set<PosixFilePermission>> ownerOnly() {
        return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    }
}
