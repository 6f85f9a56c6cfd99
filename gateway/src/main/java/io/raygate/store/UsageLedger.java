package io.raygate.store;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes what requests cost to the store, each once. Who hands an event over waits for nothing; one
 * thread writes it to the journal within moments, and another one brings the journal into the
 * store, now or when the store is there again. The journal outlives the process, and in those
 * moments the memory does that events are kept in. Only where the journal cannot be written, and
 * {@value #MOST_WAITING} events wait for that, are more of them lost, which is counted and said.
 */
public final class UsageLedger implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UsageLedger.class);
    private static final int MOST_WAITING = 65_536;
    private static final int BLOCK = 1_000;
    private static final int BATCH = 500;
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration IDLE = Duration.ofSeconds(1);
    private static final Duration FORGETTING = Duration.ofHours(1);
    private static final Duration LAST_WORK = Duration.ofSeconds(5);

    private final Store store;
    private final Parts parts;
    private final UsageJournal journal;
    private final @Nullable UsageFile file;
    private final @Nullable UsageMemory memory;
    private final Queue<Waiting> queue = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final LongAdder lost = new LongAdder();
    private final AtomicLong numbers = new AtomicLong();
    private final Thread writer;
    private final Thread carrier;
    private boolean isUnwritable;
    private boolean isAway;
    private boolean isFileAway;
    private long forgottenAt;
    private volatile boolean closing;

    /**
     * How it works.
     *
     * @param folder of the journal
     * @param memory a folder of a file system in memory; where it is none, events outlive the
     *     process only once they are in the journal
     * @param name unlike that of any ledger before
     * @param events how long each is kept
     * @param hours how long their sums are kept
     * @param file where each event is written as well; null: nowhere
     */
    public record Parts(
            Path folder,
            Path memory,
            String name,
            InstantSource wall,
            Duration events,
            Duration hours,
            @Nullable ToFile file) {}

    /**
     * A file of JSON lines.
     *
     * @param octets from which on it is full, and put aside
     * @param keep how many full ones are kept
     */
    public record ToFile(Path path, long octets, int keep) {}

    /**
     * An event that outlives the process before it is added.
     *
     * @param place 0: it does not
     */
    public record Kept(String id, long place) {}

    /** One that is to be written to the journal, and its place in memory until then. */
    private record Waiting(UsageEvent event, long place) {}

    /**
     * Begins; what an earlier process left in the journal is brought in as well. Blocking.
     *
     * @throws IOException if the folder cannot be written
     */
    public UsageLedger(Store store, Parts parts) throws IOException {
        this.store = store;
        this.parts = parts;
        this.journal = new UsageJournal(parts.folder(), parts.name());
        this.file = parts.file() == null ? null : new UsageFile(parts.file());
        this.memory = UsageMemories.open(parts.memory(), parts.folder(), parts.name(), journal);
        this.writer = Thread.ofPlatform().daemon().name("usage-journal").start(this::write);
        this.carrier = Thread.ofPlatform().daemon().name("usage-ledger").start(this::carry);
    }

    /** For an event to come. */
    public String nextId() {
        return parts.name() + "-" + Long.toString(numbers.incrementAndGet(), Character.MAX_RADIX);
    }

    /** Whether {@link #keep} does what it says. */
    public boolean outlives() {
        return memory != null;
    }

    /**
     * Lets an event outlive the process though it may be another one, of the same id, when it is
     * added; any thread, without waiting.
     */
    public Kept keep(UsageEvent event) {
        return new Kept(event.id(), memory == null ? 0 : memory.keep(event));
    }

    /** Hands an event over; any thread, without waiting. */
    public void add(UsageEvent event) {
        add(event, new Kept(event.id(), 0));
    }

    /** The same of one that was kept before. */
    public void add(UsageEvent event, Kept kept) {
        int before = waiting.getAndIncrement();
        if (before >= MOST_WAITING) {
            waiting.decrementAndGet();
            lost.increment();
            return;
        }
        queue.add(new Waiting(event, kept.place()));
        if (before == 0) {
            LockSupport.unpark(writer);
        }
    }

    /** Events that were given up since the start. */
    public long lost() {
        return lost.sum();
    }

    private void write() {
        while (!closing || waiting.get() > 0) {
            List<Waiting> block = block();
            if (block.isEmpty()) {
                LockSupport.parkNanos(this, IDLE.toNanos());
            } else if (!written(block)) {
                return;
            }
        }
    }

    private List<Waiting> block() {
        List<Waiting> block = new ArrayList<>();
        Waiting next = queue.poll();
        while (next != null) {
            block.add(next);
            next = block.size() < BLOCK ? queue.poll() : null;
        }
        return block;
    }

    /** Whether they were, however long that took: new ones wait, and are lost when too many do. */
    private boolean written(List<Waiting> block) {
        while (true) {
            try {
                journal.append(block.stream().map(Waiting::event).toList());
                release(block);
                waiting.addAndGet(-block.size());
                if (isUnwritable) {
                    LOG.info("the journal of usage can be written again");
                }
                isUnwritable = false;
                return true;
            } catch (IOException e) {
                if (!isUnwritable) {
                    LOG.error("the journal of usage cannot be written: {}", e.toString());
                }
                isUnwritable = true;
            }
            if (closing) {
                lost.add(waiting.getAndSet(0));
                return false;
            }
            LockSupport.parkNanos(this, PERIOD.toNanos());
        }
    }

    private void release(List<Waiting> block) {
        if (memory != null) {
            block.forEach(each -> memory.release(each.place()));
        }
    }

    private void carry() {
        while (!closing) {
            LockSupport.parkNanos(this, PERIOD.toNanos());
            if (!closing) {
                bringIn(false);
                writeOut();
                forget();
            }
        }
    }

    /** Brings in what waits; where the store does not answer the rest goes on waiting. */
    private void bringIn(boolean all) {
        try {
            for (Path file : journal.sealed(all)) {
                bringIn(file);
            }
            if (isAway) {
                LOG.info("what requests cost is written to the store again");
            }
            isAway = false;
        } catch (StoreUnavailable | IOException e) {
            if (!isAway) {
                LOG.warn("what requests cost waits in {}: {}", parts.folder(), e.getMessage());
            }
            isAway = true;
        } catch (RuntimeException fault) {
            LOG.error("writing what requests cost failed, it goes on", fault);
        }
    }

    private void bringIn(Path file) throws IOException {
        List<UsageEvent> events = UsageJournal.read(file);
        try {
            for (int from = 0; from < events.size(); from += BATCH) {
                store.add(events.subList(from, Math.min(from + BATCH, events.size())));
            }
        } catch (StoreUnavailable e) {
            if (!Sql.isFaultOfValues(e)) {
                throw e;
            }
            LOG.error("the store does not take what is in {}, it is put aside", file, e);
            lost.add(events.size());
            UsageJournal.refused(file);
            return;
        }
        if (this.file == null) {
            UsageJournal.done(file);
        } else {
            UsageJournal.stored(file);
        }
    }

    /** What is in the store already waits for the file as long as it cannot be written. */
    private void writeOut() {
        try {
            for (Path stored : journal.stored()) {
                if (file != null) {
                    file.append(UsageJournal.read(stored));
                }
                UsageJournal.done(stored);
            }
            if (isFileAway) {
                LOG.info("the file of usage can be written again");
            }
            isFileAway = false;
        } catch (IOException e) {
            if (!isFileAway) {
                LOG.error("the file of usage cannot be written, it waits: {}", e.toString());
            }
            isFileAway = true;
        }
    }

    private void forget() {
        long now = parts.wall().millis();
        if (now - forgottenAt < FORGETTING.toMillis()) {
            return;
        }
        try {
            long events = now - parts.events().toMillis();
            long hours = now - parts.hours().toMillis();
            boolean more = true;
            while (more && !closing) {
                more = UsageTable.isMore(store.forget(events, hours));
            }
            forgottenAt = now;
        } catch (StoreUnavailable gone) {
            LOG.warn("old usage could not be taken away: {}", gone.getMessage());
        }
    }

    /** Writes all that was handed over; what the store does not take soon waits in the journal. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(writer);
        LockSupport.unpark(carrier);
        try {
            writer.join(LAST_WORK);
            if (carrier.join(LAST_WORK)) {
                bringIn(true);
                writeOut();
            }
            if (memory != null && waiting.get() == 0) {
                memory.close();
            }
            journal.close();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (IOException e) {
            LOG.warn("the journal of usage cannot be closed: {}", e.getMessage());
        }
    }
}
