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
    static final String CHANNEL = "raygate_changes";

    static News of(Database database) {
        return database.isShared() ? new Notified(database) : new Timed();
    }

    /** Returns at the latest after {@code most}. */
    abstract void await(Duration most) throws SQLException, InterruptedException;

    /** The revision that the store is at now; fails soon where it does not answer. */
    abstract long revision(Database database) throws SQLException;

    @Override
    public void close() {}

    /** Of an embedded store, which no other gateway changes. */
    static final class Timed extends News {
        private final Semaphore never = new Semaphore(0);

        @Override
        void await(Duration most) throws InterruptedException {
            var _ = never.tryAcquire(most.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        long revision(Database database) throws SQLException {
            try (Connection connection = database.connection()) {
                return new Revisions(new Sql(connection)).current().revision();
            }
        }
    }

    /**
     * On a connection of its own, whose silence is told from the store's death within half a
     * second.
     */
    static final class Notified extends News {
        private static final int SILENCE_MILLIS = 500;
        private final Database database;
        private @Nullable Connection connection;

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
        long revision(Database ignored) throws SQLException {
            return guarded(listening -> new Revisions(new Sql(listening)).current().revision());
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
                    close();
                }
            }
        }

        private Connection listening() throws SQLException {
            Connection known = connection;
            if (known != null) {
                return known;
            }
            Connection opened = database.apart();
            opened.setNetworkTimeout(Runnable::run, SILENCE_MILLIS);
            try (Statement statement = opened.createStatement()) {
                statement.execute("LISTEN " + CHANNEL);
            }
            connection = opened;
            return opened;
        }

        @Override
        public void close() {
            Connection known = connection;
            connection = null;
            if (known != null) {
                try {
                    known.close();
                } catch (SQLException _) {
                    // It was of no use any more.
                }
            }
        }
    }
}
