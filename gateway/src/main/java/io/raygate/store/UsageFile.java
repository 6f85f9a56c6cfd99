package io.raygate.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;

/**
 * What requests cost, as JSON lines for others to read. A file that is full is put aside as {@code
 * .1}, that one as {@code .2} and so on, and the oldest goes. Blocking; one thread.
 */
final class UsageFile {
    private static final int TAIL = 16 * 1024;

    private final UsageLedger.ToFile settings;

    UsageFile(UsageLedger.ToFile settings) {
        this.settings = settings;
    }

    /**
     * Writes events behind those before.
     *
     * @throws IOException if they cannot be written, or not all of them; then they are to be
     *     written again
     */
    void append(List<UsageEvent> events) throws IOException {
        Path path = settings.path();
        if (Files.exists(path) && Files.size(path) >= settings.octets()) {
            putAside();
        }
        StringBuilder lines = new StringBuilder();
        events.forEach(event -> lines.append(event.line().encode()).append('\n'));
        ByteBuffer octets = ByteBuffer.wrap(lines.toString().getBytes(StandardCharsets.UTF_8));
        try (FileChannel file = open(path)) {
            long at = end(file);
            file.truncate(at);
            while (octets.hasRemaining()) {
                at += file.write(octets, at);
            }
        }
    }

    private static FileChannel open(Path path) throws IOException {
        return FileChannel.open(
                path,
                Set.of(
                        StandardOpenOption.CREATE,
                        StandardOpenOption.READ,
                        StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-r-----")));
    }

    /** Behind the last whole line: what a killed process has begun is written anew. */
    private static long end(FileChannel file) throws IOException {
        long size = file.size();
        ByteBuffer tail = ByteBuffer.allocate((int) Math.min(size, TAIL));
        long from = size - tail.capacity();
        while (tail.hasRemaining() && file.read(tail, from + tail.position()) >= 0) {
            // Until all of it is there.
        }
        int last = tail.position() - 1;
        while (last >= 0 && tail.get(last) != '\n') {
            last--;
        }
        return last < 0 && from > 0 ? size : from + last + 1;
    }

    private void putAside() throws IOException {
        for (int age = settings.keep(); age > 1; age--) {
            Path younger = aside(age - 1);
            if (Files.exists(younger)) {
                move(younger, aside(age));
            }
        }
        move(settings.path(), aside(1));
    }

    private static void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
    }

    private Path aside(int age) {
        return settings.path().resolveSibling(settings.path().getFileName() + "." + age);
    }
}
