package io.raygate.store;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteDataSource;

/** The connections to the one database; what its kinds differ in stands here. Blocking. */
final class Database implements AutoCloseable {
    private static final int CONNECTIONS = 5;
    private static final long CONNECTION_MILLIS = 1_000;
    private static final int SOCKET_SECONDS = 5;

    /** A file is there or not; on a busy machine a start must not fail for slowness. */
    private static final long FILE_MILLIS = 10_000;

    private final StoreSettings settings;
    private final HikariDataSource pool;

    private Database(StoreSettings settings, HikariDataSource pool) {
        this.settings = settings;
        this.pool = pool;
    }

    /** Does not connect yet. */
    static Database of(StoreSettings settings) {
        HikariConfig config = new HikariConfig();
        config.setPoolName("store");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setMinimumIdle(1);
        config.setValidationTimeout(CONNECTION_MILLIS / 2);
        config.setInitializationFailTimeout(-1);
        switch (settings) {
            case StoreSettings.Embedded(var file) -> {
                config.setConnectionTimeout(FILE_MILLIS);
                config.setDataSource(sqlite(file));
            }
            case StoreSettings.Shared shared -> {
                config.setConnectionTimeout(CONNECTION_MILLIS);
                config.setDataSource(new PostgresSource(shared));
            }
        }
        return new Database(settings, new HikariDataSource(config));
    }

    /**
     * WAL lets readers go on beside the writer; FULL keeps what was acknowledged over power loss.
     */
    private static SQLiteDataSource sqlite(Path file) {
        unpackBeside(file);
        SQLiteConfig config = new SQLiteConfig();
        config.setJournalMode(SQLiteConfig.JournalMode.WAL);
        config.setSynchronous(SQLiteConfig.SynchronousMode.FULL);
        config.setBusyTimeout((int) CONNECTION_MILLIS);
        config.setTransactionMode(SQLiteConfig.TransactionMode.IMMEDIATE);
        SQLiteDataSource source = new SQLiteDataSource(config);
        source.setUrl("jdbc:sqlite:" + file);
        return source;
    }

    /**
     * SQLite's native code is unpacked where the gateway may write in any case: the temporary
     * folder may be read-only, closed to programs, or not there at all.
     */
    private static void unpackBeside(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null && System.getProperty("org.sqlite.lib.path") == null) {
            System.setProperty("org.sqlite.tmpdir", folder.toString());
        }
    }

    HikariDataSource pool() {
        return pool;
    }

    boolean isShared() {
        return settings instanceof StoreSettings.Shared;
    }

    Connection connection() {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw Sql.unavailable(e);
        }
    }

    /**
     * Takes back what was not committed. A connection that cannot is not used again: the database
     * has rolled back by itself, as SQLite does on a full disk, and what led to it tells more.
     */
    void rollBack(Connection connection) {
        try {
            connection.rollback();
        } catch (SQLException _) {
            pool.evictConnection(connection);
        }
    }

    /**
     * Begins a transaction that sees one moment and keeps no writer waiting. The embedded driver
     * would begin each as a writer's, so there it is begun in words.
     */
    void beginReading(Connection connection) throws SQLException {
        if (isShared()) {
            connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
            connection.setAutoCommit(false);
        } else {
            new Sql(connection).update("BEGIN DEFERRED");
        }
    }

    /** Ends it, before the connection goes back. */
    void endReading(Connection connection) throws SQLException {
        if (isShared()) {
            connection.rollback();
        } else {
            new Sql(connection).update("ROLLBACK");
        }
    }

    /**
     * A connection to a shared database that is none of the pool's, for what waits on it.
     *
     * @throws IllegalStateException for the embedded one
     */
    Connection apart() throws SQLException {
        if (!(settings instanceof StoreSettings.Shared shared)) {
            throw new IllegalStateException("an embedded database tells nobody anything");
        }
        return PostgresSource.connect(shared);
    }

    @Override
    public void close() {
        pool.close();
    }

    /** How a connection to PostgreSQL is made: never without bounds of time. */
    private static final class PostgresSource extends DriverSource {
        private final StoreSettings.Shared shared;

        PostgresSource(StoreSettings.Shared shared) {
            this.shared = shared;
        }

        @Override
        public Connection getConnection() throws SQLException {
            return connect(shared);
        }

        static Connection connect(StoreSettings.Shared shared) throws SQLException {
            Properties properties = new Properties();
            properties.setProperty("user", shared.user());
            properties.setProperty("password", shared.password().get());
            properties.setProperty("connectTimeout", "1");
            properties.setProperty("loginTimeout", "2");
            properties.setProperty("socketTimeout", Integer.toString(SOCKET_SECONDS));
            properties.setProperty("tcpKeepAlive", "true");
            properties.setProperty("ApplicationName", "raygate");
            properties.setProperty(
                    "options", "-c lock_timeout=" + TimeUnit.SECONDS.toMillis(SOCKET_SECONDS - 1));
            return DriverManager.getConnection(shared.url(), properties);
        }
    }
}
