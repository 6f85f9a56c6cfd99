package io.raygate.observe;

import java.io.IOException;
import java.io.OutputStream;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Writes blocks of lines with one thread. The event loops never wait for it: when 64 blocks or more
 * lines than allowed are under way, the next block is dropped and its lines are counted (S-96).
 */
public final class LogWriter implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(LogWriter.class);
    private static final int BLOCKS = 64;

    private final String title;
    private final OutputStream out;
    private final BlockingQueue<LogBlock> full = new ArrayBlockingQueue<>(BLOCKS);
    private final BlockingQueue<byte[]> spare = new ArrayBlockingQueue<>(BLOCKS);
    private final LongAdder dropped = new LongAdder();
    private final AtomicInteger waiting = new AtomicInteger();
    private final int queue;
    private final Thread writer;

    /**
     * @param title what it writes, for its own complaints
     * @param queue lines that may wait to be written, at least one; a block that comes while none
     *     wait is always taken
     */
    public LogWriter(String title, OutputStream out, int queue) {
        this.title = title;
        this.out = out;
        this.queue = queue;
        this.writer = Thread.ofPlatform().name("raygate " + title).daemon().start(this::run);
    }

    /** Lines that were lost since the start, because the writer was too slow or could not write. */
    public long dropped() {
        return dropped.sum();
    }

    /** Hands a block over and returns an empty one of the same size. */
    byte[] exchange(LogBlock block) {
        int before = waiting.getAndAdd(block.lines());
        if ((before > 0 && before + block.lines() > queue) || !full.offer(block)) {
            waiting.addAndGet(-block.lines());
            dropped.add(block.lines());
            return block.bytes();
        }
        byte[] empty = spare.poll();
        return empty == null ? new byte[block.bytes().length] : empty;
    }

    private void run() {
        boolean broken = false;
        try {
            for (LogBlock block = full.take(); !block.isEnd(); block = full.take()) {
                broken = write(block, broken);
                waiting.addAndGet(-block.lines());
                var _ = spare.offer(block.bytes());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** A full disk must not stop requests: said once, counted until it works again. */
    private boolean write(LogBlock block, boolean broken) {
        try {
            out.write(block.bytes(), 0, block.length());
            out.flush();
            return false;
        } catch (IOException e) {
            dropped.add(block.lines());
            if (!broken) {
                LOG.warn("the {} cannot be written: {}", title, e.getMessage());
            }
            return true;
        }
    }

    /**
     * Writes what was handed over and ends the thread. A file that takes nothing must not hold up
     * the end of the process, so each step is waited for two seconds at most.
     */
    @Override
    public void close() {
        try {
            if (full.offer(LogBlock.END, 2, TimeUnit.SECONDS)) {
                writer.join(2_000);
                out.flush();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("the {} cannot be closed: {}", title, e.getMessage());
        }
    }
}
