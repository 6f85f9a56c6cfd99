package io.raygate.store;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps what is used of quotas in the store, so that it outlives the gateway and counts at all that
 * share the store. In rounds of about a second, on a thread of its own: it writes what was used
 * here, and reads what was used elsewhere. Whoever uses a quota waits for nothing; what could not
 * be written is written when the store is there again.
 */
public final class QuotaKeeper implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QuotaKeeper.class);
    private static final int BATCH = 500;
    private static final Duration PERIOD = Duration.ofSeconds(1);
    private static final Duration LAST_WORK = Duration.ofSeconds(5);
    private static final long SWEEP_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final long SEEN_MILLIS = Duration.ofMinutes(1).toMillis();
    private static final long TIDY_MILLIS = Duration.ofMinutes(15).toMillis();

    /** A run that was not seen for as long is over; if it comes back even so, it notices. */
    private static final long GONE_MILLIS = Duration.ofHours(1).toMillis();

    private final Store store;
    private final Parts parts;
    private final Thread thread;
    private int names;
    private String name;
    private boolean isPrepared;
    private boolean isLoaded;
    private String epoch = "";
    private long version;
    private long readAt;
    private long seenAt;
    private long sweptAt;
    private long tidiedAt;
    private boolean isAway;
    private volatile boolean closing;

    /**
     * How it works.
     *
     * @param name unlike that of any keeper before
     */
    public record Parts(String name, QuotaFollower quotas, InstantSource wall) {}

    public QuotaKeeper(Store store, Parts parts) {
        this.store = store;
        this.parts = parts;
        this.name = parts.name();
        this.thread = Thread.ofPlatform().daemon().name("quotas").unstarted(this::keep);
    }

    /** Begins the rounds. */
    public void start() {
        thread.start();
    }

    private void keep() {
        while (!closing) {
            LockSupport.parkNanos(this, PERIOD.toNanos());
            if (!closing) {
                round();
            }
        }
    }

    /**
     * The store answers, and its tables are there: learns what was used so far. Blocking; any
     * thread.
     */
    public synchronized void load() {
        isPrepared = true;
        attempt(this::read);
    }

    /** Brings both sides up to date, as far as the store answers; blocking, on one thread. */
    public void round() {
        if (isMet()) {
            attempt(this::tidy);
        }
    }

    private synchronized boolean isMet() {
        long now = parts.wall().millis();
        if (now - sweptAt >= SWEEP_MILLIS || now < sweptAt) {
            parts.quotas().sweep();
            sweptAt = now;
        }
        if (isPrepared) {
            attempt(
                    moment -> {
                        read(moment);
                        write(moment);
                        find();
                    });
        }
        return isPrepared && !isAway;
    }

    private void attempt(LongConsumer work) {
        try {
            work.accept(parts.wall().millis());
        } catch (StoreUnavailable gone) {
            lose(gone);
        } catch (RuntimeException fault) {
            LOG.error("keeping what is used of quotas failed, it goes on", fault);
        }
    }

    private void find() {
        if (isAway) {
            LOG.info("what is used of quotas is kept in the store again");
        }
        isAway = false;
    }

    private void lose(StoreUnavailable gone) {
        if (!isAway && !closing) {
            LOG.warn(
                    "what is used of quotas is known here alone until the store answers: {}",
                    gone.getMessage());
        }
        isAway = true;
    }

    /** What was read at one moment. */
    private record News(boolean all, String epoch, long version, List<QuotaRow> rows) {}

    private void read(long now) {
        learn(store.read(it -> news(it, now)), now);
    }

    /** All at first, after a restore, and where a part of the changes may be forgotten by now. */
    private News news(Transaction transaction, long now) {
        long newest = transaction.quotas().version();
        String current = epoch(transaction);
        boolean all =
                !isLoaded
                        || !current.equals(epoch)
                        || newest < version
                        || now - readAt >= GONE_MILLIS;
        if (all) {
            return all(transaction, name, now);
        }
        List<QuotaRow> rows =
                newest == version ? List.of() : transaction.quotas().since(version, name);
        return new News(false, current, newest, rows);
    }

    private static News all(Transaction transaction, String but, long now) {
        QuotaTable table = transaction.quotas();
        return new News(true, epoch(transaction), table.version(), table.all(but, now));
    }

    private static String epoch(Transaction transaction) {
        return new Revisions(transaction.sql()).mark().epoch();
    }

    private void learn(News news, long now) {
        if (news.all()) {
            parts.quotas().learnAll(news.rows());
        } else {
            news.rows().forEach(parts.quotas()::learn);
        }
        isLoaded = true;
        epoch = news.epoch();
        version = news.version();
        readAt = now;
    }

    private void write(long now) {
        List<QuotaRow> rows = named(parts.quotas().changed(BATCH));
        boolean more = !rows.isEmpty() || now - seenAt >= SEEN_MILLIS || now < seenAt;
        while (more) {
            if (!isWritten(rows, now)) {
                parts.quotas().again(rows);
                comeBack(now);
            }
            seenAt = now;
            rows = named(parts.quotas().changed(BATCH));
            more = !rows.isEmpty();
        }
    }

    private List<QuotaRow> named(List<QuotaRow> rows) {
        return rows.stream().map(row -> row.gateway().isEmpty() ? row.of(name) : row).toList();
    }

    /** Not where others have taken this run for over. */
    private boolean isWritten(List<QuotaRow> rows, long now) {
        boolean answered = false;
        try {
            boolean written = store.keep(table -> isWritten(table, rows, now));
            answered = true;
            return written;
        } finally {
            if (!answered) {
                parts.quotas().again(rows);
            }
        }
    }

    private boolean isWritten(QuotaTable table, List<QuotaRow> rows, long now) {
        long next = table.next();
        boolean isHere = table.isHere(name, now);
        if (isHere) {
            table.write(name, rows, next);
        }
        return isHere;
    }

    /**
     * What it had written is what others have used: it goes on with the rest, under another name.
     */
    private void comeBack(long now) {
        LOG.warn("this gateway was silent for so long that others took it for ended");
        String before = name;
        String after = parts.name() + '-' + (names + 1);
        List<List<QuotaRow>> written = new ArrayList<>();
        News news =
                store.read(
                        it -> {
                            written.add(it.quotas().wasWritten(before));
                            return all(it, after, now);
                        });
        names++;
        name = after;
        learn(news, now);
        parts.quotas().handOver(written.getFirst());
    }

    private void tidy(long now) {
        if (now - tidiedAt < TIDY_MILLIS && now >= tidiedAt) {
            return;
        }
        for (String gone : store.read(it -> it.quotas().gone(now - GONE_MILLIS, now))) {
            boolean more = true;
            while (more && !closing) {
                more = store.keep(table -> table.fold(gone, table.next(), now));
            }
        }
        boolean more = true;
        while (more && !closing) {
            more =
                    store.keep(
                            table -> {
                                table.next();
                                return table.forget(now);
                            });
        }
        tidiedAt = now;
    }

    /** Writes what was used until now, where the store answers soon. */
    @Override
    public void close() {
        closing = true;
        LockSupport.unpark(thread);
        try {
            if (!thread.isAlive() || thread.join(LAST_WORK)) {
                round();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
