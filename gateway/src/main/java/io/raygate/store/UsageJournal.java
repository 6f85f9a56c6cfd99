package io.raygate.store;

import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Events on their way to the store, in files of a folder: what is written here outlives this
 * process. The file being written is locked, so that one of a process that is gone is told from one
 * of a process that still ends. Blocking; any thread.
 */
final class UsageJournal implements AutoCloseable {
    /** What waits when the store is away for long, before new events are refused. */
    static final long MOST_OCTETS = 1L << 30;

    private static final Logger LOG = LoggerFactory.getLogger(UsageJournal.class);
    private static final String OPEN = ".open";
    private static final String SEALED = ".jsonl";
    private static final String STORED = ".stored";
    private static final String REFUSED = ".refused";
    private static final long FULL_OCTETS = 8L << 20;

    private final Path folder;
    private final String writer;
    private long files;
    private @Nullable Path path;
    private @Nullable FileChannel channel;
    private long octets;

    /**
     * @param folder made where it is not there
     * @param writer unlike any other that writes to the folder
     */
    UsageJournal(Path folder, String writer) throws IOException {
        this.folder = folder;
        this.writer = writer;
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(
                    folder,
                    PosixFilePermissions.asFileAttribute(
                            PosixFilePermissions.fromString("rwx------")));
        }
        inherit();
    }

    /** What a process that is gone was writing is as good as sealed. */
    private void inherit() throws IOException {
        for (Path left : found(OPEN)) {
            try (FileChannel file = FileChannel.open(left, StandardOpenOption.WRITE);
                    FileLock lock = file.tryLock()) {
                if (lock != null) {
                    seal(left);
                }
            } catch (OverlappingFileLockException _) {
                LOG.info("{} is written by another gateway of this process", left);
            }
        }
    }

    /**
     * Writes events behind those before.
     *
     * @throws IOException if they cannot be written, none of them then
     */
    synchronized void append(List<UsageEvent> events) throws IOException {
        StringBuilder lines = new StringBuilder();
        events.forEach(event -> lines.append(event.json().encode()).append('\n'));
        ByteBuffer bytes = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        if (waiting() + bytes.remaining() > MOST_OCTETS) {
            throw new IOException(folder + " holds " + MOST_OCTETS + " octets already");
        }
        FileChannel file = opened();
        long before = octets;
        boolean done = false;
        try {
            while (bytes.hasRemaining()) {
                octets += file.write(bytes, octets);
            }
            done = true;
        } finally {
            if (!done) {
                octets = before;
                file.truncate(before);
            }
        }
    }

    private FileChannel opened() throws IOException {
        FileChannel known = channel;
        if (known != null) {
            return known;
        }
        Path next = folder.resolve("%s-%08d%s".formatted(writer, files++, OPEN));
        FileChannel file =
                FileChannel.open(
                        next,
                        Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        var _ = file.lock();
        path = next;
        channel = file;
        octets = 0;
        return file;
    }

    /**
     * The files that are no longer written, oldest first.
     *
     * @param all whether the one that is written is to be among them, though it is not full and
     *     others wait
     */
    synchronized List<Path> sealed(boolean all) throws IOException {
        Path current = path;
        FileChannel file = channel;
        boolean isDue = octets >= FULL_OCTETS || all || found(SEALED).isEmpty();
        if (current != null && file != null && octets > 0 && isDue) {
            seal(current);
            file.close();
            path = null;
            channel = null;
            octets = 0;
        }
        return found(SEALED);
    }

    private static void seal(Path open) throws IOException {
        rename(open, SEALED);
    }

    private static void rename(Path file, String ending) throws IOException {
        String name = file.getFileName().toString();
        String base = name.substring(0, name.lastIndexOf('.'));
        Files.move(file, file.resolveSibling(base + ending), StandardCopyOption.ATOMIC_MOVE);
    }

    private List<Path> found(String ending) throws IOException {
        List<Path> files = new ArrayList<>();
        try (DirectoryStream<Path> all = Files.newDirectoryStream(folder, "*" + ending)) {
            all.forEach(files::add);
        }
        files.sort(null);
        return files;
    }

    private long waiting() throws IOException {
        long sum = octets;
        for (String ending : new String[] {SEALED, STORED}) {
            for (Path file : found(ending)) {
                sum += Files.size(file);
            }
        }
        return sum;
    }

    /** What a file holds; a line that was cut off when its process was killed never was one. */
    static List<UsageEvent> read(Path file) throws IOException {
        List<UsageEvent> events = new ArrayList<>();
        String text = Files.readString(file, StandardCharsets.UTF_8);
        for (String line : text.split("\n", -1)) {
            try {
                if (!line.isEmpty()) {
                    events.add(UsageEvent.of(new JsonObject(line)));
                }
            } catch (DecodeException | ClassCastException | NullPointerException _) {
                LOG.warn("{} has a line that is no event; it is left out", file);
            }
        }
        return events;
    }

    /** They are in the store, and are to go elsewhere too. */
    static void stored(Path file) throws IOException {
        rename(file, STORED);
    }

    /** The files whose events are in the store, oldest first. */
    List<Path> stored() throws IOException {
        return found(STORED);
    }

    /** They are wherever they are to be. */
    static void done(Path file) throws IOException {
        Files.deleteIfExists(file);
    }

    /** The store does not take them: somebody must look. */
    static void refused(Path file) throws IOException {
        rename(file, REFUSED);
    }

    @Override
    public synchronized void close() throws IOException {
        FileChannel file = channel;
        channel = null;
        if (file != null) {
            file.close();
        }
    }
}
