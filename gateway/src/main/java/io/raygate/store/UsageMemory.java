package io.raygate.store;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.BufferOverflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.CRC32C;

/**
 * The last events, in memory that is the kernel's: there they outlive a process that is killed,
 * though keeping one takes no call of the system. It consists of places of one size that are
 * written over in turn, and what a place holds counts only with the right checksum. Any thread.
 */
final class UsageMemory implements AutoCloseable {
    static final int PLACE = 1024;
    static final int PLACES = 4096;

    private static final VarHandle NUMBER =
            MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);
    private static final int LENGTH = Long.BYTES;
    private static final int CHECKSUM = LENGTH + Integer.BYTES;
    private static final int WORDS = CHECKSUM + Integer.BYTES;

    private final Path file;
    private final FileChannel channel;
    private final MappedByteBuffer memory;
    private final AtomicLong numbers = new AtomicLong();

    private UsageMemory(Path file, FileChannel channel, MappedByteBuffer memory) {
        this.file = file;
        this.channel = channel;
        this.memory = memory;
    }

    /**
     * Makes a new one, locked as long as its process is there.
     *
     * @throws IOException if there is not enough memory: later that would end the process
     */
    static UsageMemory create(Path file) throws IOException {
        Path unlocked = file.resolveSibling(file.getFileName() + ".new");
        FileChannel channel =
                FileChannel.open(
                        unlocked,
                        Set.of(
                                StandardOpenOption.CREATE_NEW,
                                StandardOpenOption.READ,
                                StandardOpenOption.WRITE),
                        PosixFilePermissions.asFileAttribute(
                                PosixFilePermissions.fromString("rw-------")));
        boolean done = false;
        try {
            var _ = channel.lock();
            ByteBuffer zeros = ByteBuffer.allocate(PLACE * PLACES);
            while (zeros.hasRemaining()) {
                channel.write(zeros);
            }
            MappedByteBuffer memory =
                    channel.map(FileChannel.MapMode.READ_WRITE, 0, zeros.capacity());
            Files.move(unlocked, file, StandardCopyOption.ATOMIC_MOVE);
            done = true;
            return new UsageMemory(file, channel, memory);
        } finally {
            if (!done) {
                channel.close();
                Files.deleteIfExists(unlocked);
            }
        }
    }

    /** Keeps an event; its number, or 0 where it is too long for a place. */
    long keep(UsageEvent event) {
        long number = numbers.incrementAndGet();
        int at = at(number);
        ByteBuffer words = memory.slice(at + WORDS, PLACE - WORDS);
        try {
            UsageWords.write(event, words);
        } catch (BufferOverflowException _) {
            return 0;
        }
        words.flip();
        memory.putInt(at + LENGTH, words.limit());
        memory.putInt(at + CHECKSUM, checksum(words));
        NUMBER.setRelease(memory, at, number);
        return number;
    }

    /** It was written elsewhere: it need not be kept, if it is not written over already. */
    void release(long number) {
        if (number != 0) {
            NUMBER.compareAndSet(memory, at(number), number, 0L);
        }
    }

    private static int at(long number) {
        return (int) (number % PLACES) * PLACE;
    }

    private static int checksum(ByteBuffer words) {
        CRC32C sum = new CRC32C();
        sum.update(words);
        return (int) sum.getValue();
    }

    /** What one holds whose process is gone. */
    static List<UsageEvent> read(Path file) throws IOException {
        ByteBuffer memory = ByteBuffer.wrap(Files.readAllBytes(file));
        List<UsageEvent> events = new ArrayList<>();
        for (int at = 0; at + PLACE <= memory.limit(); at += PLACE) {
            int length = memory.getInt(at + LENGTH);
            if (memory.getLong(at) != 0 && length > 0 && length <= PLACE - WORDS) {
                ByteBuffer words = memory.slice(at + WORDS, length);
                if (checksum(words.duplicate()) == memory.getInt(at + CHECKSUM)) {
                    events.add(UsageWords.read(words));
                }
            }
        }
        return events;
    }

    /** All of it was written elsewhere. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(file);
        channel.close();
        try {
            Files.deleteIfExists(file.toAbsolutePath().getParent());
        } catch (DirectoryNotEmptyException _) {
            // The next gateway on the state folder is there already.
        }
    }
}
