package io.raygate.store;

import java.sql.Connection;
import java.sql.SQLException;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/** Brings the tables to the form that this version reads. */
final class Migrations {
    private static final String NEWEST = "1";

    private Migrations() {}

    /**
     * Migrates where it must: looking for what is to be done costs Flyway half a second, a start
     * that needs nothing should not pay it.
     *
     * @throws StoreUnavailable if the database cannot be asked, or a newer version wrote it
     */
    static void apply(Database database) {
        try (Connection connection = database.connection()) {
            if (isCurrent(connection)) {
                return;
            }
        } catch (SQLException e) {
            throw Sql.unavailable(e);
        }
        try {
            Flyway.configure()
                    .dataSource(database.pool())
                    .locations("classpath:io/raygate/store/migrations")
                    .validateMigrationNaming(true)
                    .load()
                    .migrate();
        } catch (FlywayException e) {
            throw new StoreUnavailable(
                    "the store's tables cannot be prepared: " + e.getMessage(), e);
        }
    }

    /** A database without Flyway's table is as good as none. */
    private static boolean isCurrent(Connection connection) throws SQLException {
        try (var tables =
                connection.getMetaData().getTables(null, null, "flyway_schema_history", null)) {
            if (!tables.next()) {
                return false;
            }
        }
        return new Sql(connection)
                .first(
                        "SELECT version FROM flyway_schema_history WHERE success = ? ORDER BY installed_rank DESC",
                        row -> row.getString(1),
                        true)
                .filter(NEWEST::equals)
                .isPresent();
    }
}
