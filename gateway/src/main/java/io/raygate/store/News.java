package io.raygate.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;

/**
 * Waits for word of a change: a notification of PostgreSQL, or the end of the poll interval, after
 * which one looks whatever was said. For one thread.
 */
abstract sealed class News implements AutoCloseable {
    private static final String CHANNEL = "raygate_changes";

    static News of(Database database) {
        return database.isShared() ? new Notified(database) : new Timed();
    }

    /** Wakes all who wait on the same shared database, once this transaction is kept. */
    static void tell(Sql sql) {
        sql.first("SELECT pg_notify('" + CHANNEL + "', '')", row -> "");
    }

    /** Returns at the latest after {@code most}. */
    abstract void await(Duration most) throws SQLException, InterruptedException;

    /** Where the store is at now; fails soon where it does not answer. */
    abstract Revisions.Mark mark(Database database) throws SQLException;

    /** Ends the waiting of {@link #await}, where nobody else does; any thread. */
    void wake() {}

    /** Any thread. */
    @Override
    public void close() {}

    /** Of an embedded store, which no other gateway changes. */
    static final class Timed extends News {
        private final Semaphore woken = new Semaphore(0);

        @Override
        void await(Duration most) throws InterruptedException {
            var _ = woken.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        void wake() {
            woken.release();
        }

        @Override
        Revisions.Mark mark(Database database) throws SQLException {
            try (Connection connection = database.connection()) {
                return new Revisions(new Sql(connection)).mark();
            }
        }
    }

    /**
     * On a connection of its own, whose silence is told from the store's death within half a
     * second. Each change notifies this gateway too, so that nobody need wake it.
     */
    static final class Notified extends News {
        private static final int SILENCE_MILLIS = 500;
        private final Database database;
        private @Nullable Connection connection;
        private boolean closed;

        Notified(Database database) {
            this.database = database;
        }

        @Override
        void await(Duration most) throws SQLException {
            guarded(
                    listening ->
                            listening
                                    .unwrap(PGConnection.class)
                                    .getNotifications((int) most.toMillis()));
        }

        @Override
        Revisions.Mark mark(Database ignored) throws SQLException {
            return guarded(listening -> new Revisions(new Sql(listening)).mark());
        }

        private interface Work<T extends @Nullable Object> {
            T on(Connection listening) throws SQLException;
        }

        /** A connection that failed once is not asked again. */
        private <T extends @Nullable Object> T guarded(Work<T> work) throws SQLException {
            boolean done = false;
            try {
                T result = work.on(listening());
                done = true;
                return result;
            } finally {
                if (!done) {
                    end(taken());
                }
            }
        }

        private Connection listening() throws SQLException {
            Connection known = known();
            if (known != null) {
                return known;
            }
            Connection opened = database.apart();
            boolean kept = false;
            try {
                opened.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
                try (Statement statement = opened.createStatement()) {
                    statement.execute("LISTEN " + CHANNEL);
                }
                kept = keep(opened);
            } finally {
                if (!kept) {
                    end(opened);
                }
            }
            if (!kept) {
                throw new SQLException("nobody listens any more");
            }
            return opened;
        }

        private synchronized @Nullable Connection known() {
            return connection;
        }

        /** Not where it was closed while the connection was made. */
        private synchronized boolean keep(Connection opened) {
            if (!closed) {
                connection = opened;
            }
            return !closed;
        }

        private synchronized @Nullable Connection taken() {
            Connection known = connection;
            connection = null;
            return known;
        }

        private static void end(@Nullable Connection useless) {
            if (useless != null) {
                try {
                    useless.close();
                } catch (SQLException _) {
                    // It was of no use any more.
                }
            }
        }

        @Override
        public void close() {
            synchronized (this) {
                closed = true;
            }
            end(taken());
        }
    }
}
