package io.raygate.store;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where gateways on one state folder have their {@link UsageMemory}, and find that of those that
 * were killed: a folder of their own in a file system in memory.
 */
final class UsageMemories {
    private static final Logger LOG = LoggerFactory.getLogger(UsageMemories.class);
    private static final String ENDING = ".usage";
    private static final String OURS = "rwx------";

    private UsageMemories() {}

    /**
     * A new memory, once what killed processes left is in the journal; null where none is to be
     * had.
     *
     * @param root of the file system in memory
     * @param state the folder that they have in common
     * @param name unlike that of any process before
     */
    static @Nullable UsageMemory open(Path root, Path state, String name, UsageJournal journal) {
        if (!Files.isDirectory(root)) {
            return null;
        }
        try {
            Path folder = own(root, state);
            for (Path left : left(folder)) {
                inherit(left, journal);
            }
            return UsageMemory.create(folder.resolve(name + ENDING));
        } catch (IOException e) {
            LOG.warn("the last events of usage do not outlive kill -9: {}", e.toString());
            return null;
        }
    }

    /** Anybody may write to the root, so what is there may be somebody else's. */
    private static Path own(Path root, Path state) throws IOException {
        Map<String, Object> unix = Files.readAttributes(state, "unix:dev,ino");
        Path folder = root.resolve("raygate-%s-%s".formatted(unix.get("dev"), unix.get("ino")));
        if (Files.notExists(folder, LinkOption.NOFOLLOW_LINKS)) {
            Files.createDirectory(
                    folder,
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(OURS)));
        }
        PosixFileAttributes found =
                Files.readAttributes(folder, PosixFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
        boolean isOurs =
                found.isDirectory()
                        && found.owner().equals(Files.getOwner(state))
                        && PosixFilePermissions.toString(found.permissions()).equals(OURS);
        if (!isOurs) {
            throw new IOException(folder + " is somebody else's");
        }
        return folder;
    }

    private static List<Path> left(Path folder) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*" + ENDING)) {
            all.forEach(files::add);
        }
        return files;
    }

    private static void inherit(Path left, UsageJournal journal) throws IOException {
        try (FileChannel file = FileChannel.open(left, StandardOpenOption.WRITE);
                FileLock lock = file.tryLock()) {
            if (lock != null) {
                List<UsageEvent> events = UsageMemory.read(left);
                if (!events.isEmpty()) {
                    journal.append(events);
                }
                Files.delete(left);
            }
        } catch (OverlappingFileLockException _) {
            LOG.info("{} is that of another gateway of this process", left);
        }
    }
}
