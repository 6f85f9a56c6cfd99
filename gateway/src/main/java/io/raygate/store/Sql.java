package io.raygate.store;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Statements on one connection; every value is a parameter. */
final class Sql {
    private static final int FETCH = 10_000;

    /** What SQLite's extended codes begin with. */
    private static final int PRIMARY_CODE = 0xff;

    private final Connection connection;

    Sql(Connection connection) {
        this.connection = connection;
    }

    /** Reads the row where the cursor stands. */
    interface Row<T> {
        T read(ResultSet row) throws SQLException;
    }

    <T> List<T> list(String sql, Row<T> row, @Nullable Object... values) {
        List<T> found = new ArrayList<>();
        each(sql, row, found::add, values);
        return found;
    }

    <T> Optional<T> first(String sql, Row<T> row, @Nullable Object... values) {
        return list(sql, row, values).stream().findFirst();
    }

    /** Hands over row by row, without holding all in memory. */
    <T> void each(String sql, Row<T> row, Consumer<T> taker, @Nullable Object... values) {
        try (PreparedStatement statement = prepared(sql, values)) {
            statement.setFetchSize(FETCH);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    taker.accept(row.read(rows));
                }
            }
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    /** The number of rows changed. */
    int update(String sql, @Nullable Object... values) {
        try (PreparedStatement statement = prepared(sql, values)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    private PreparedStatement prepared(String sql, @Nullable Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }

    /** Lets statements last; a shared database ends them in seconds otherwise. */
    void takeTime(Duration most) {
        try {
            connection.setNetworkTimeout(Runnable::run, Math.toIntExact(most.toMillis()));
        } catch (SQLException e) {
            throw unavailable(e);
        }
    }

    static StoreUnavailable unavailable(SQLException e) {
        return new StoreUnavailable(
                "the store of credentials failed: " + e.getMessage() + remedy(e), e);
    }

    /** Whether the values were at fault, not the database: they are taken twice, or of no use. */
    static boolean isFaultOfValues(StoreUnavailable e) {
        if (e.getCause() instanceof SQLiteException embedded) {
            return (embedded.getErrorCode() & PRIMARY_CODE)
                    == SQLiteErrorCode.SQLITE_CONSTRAINT.code;
        }
        return e.getCause() instanceof SQLException shared
                && shared.getSQLState() != null
                && (shared.getSQLState().startsWith("22") || shared.getSQLState().startsWith("23"));
    }

    private static String remedy(SQLException e) {
        if (!(e instanceof SQLiteException embedded)) {
            return "";
        }
        return switch (embedded.getResultCode()) {
            case SQLITE_FULL, SQLITE_IOERR_WRITE, SQLITE_IOERR_SHMSIZE ->
                    "; the disk of the state folder is full: make room, nothing acknowledged is lost";
            case SQLITE_READONLY, SQLITE_READONLY_DIRECTORY, SQLITE_CANTOPEN ->
                    "; the state folder cannot be written: give it back to the gateway's user";
            default -> "";
        };
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        long millis = row.getLong(column);
        return row.wasNull() ? null : Instant.ofEpochMilli(millis);
    }

    static @Nullable Long millis(@Nullable Instant instant) {
        return instant == null ? null : instant.toEpochMilli();
    }
}
