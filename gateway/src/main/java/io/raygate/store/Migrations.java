package io.raygate.store;

import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationVersion;

/** Brings the tables to the form that this version reads. */
final class Migrations {
    static final String NEWEST = "5";

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

    /** A database without Flyway's table in the schema where ours are is as good as none. */
    private static boolean isCurrent(Connection connection) throws SQLException {
        try (var tables =
                connection
                        .getMetaData()
                        .getTables(null, connection.getSchema(), "flyway_schema_history", null)) {
            if (!tables.next()) {
                return false;
            }
        }
        MigrationVersion known = MigrationVersion.fromVersion(NEWEST);
        MigrationVersion found = newest(connection);
        if (found.isNewerThan(known)) {
            throw StoreUnavailable.forGood(
                    "the store's tables have version "
                            + found
                            + ", and this raygate knows them up to version "
                            + known
                            + ": run the newer raygate that made them, or restore a backup of before into an empty store");
        }
        return found.equals(known);
    }

    private static MigrationVersion newest(Connection connection) {
        List<MigrationVersion> applied =
                new Sql(connection)
                        .list(
                                "SELECT version FROM flyway_schema_history WHERE success = ? AND version IS NOT NULL",
                                row -> MigrationVersion.fromVersion(row.getString(1)),
                                true);
        return applied.stream().max(MigrationVersion::compareTo).orElse(MigrationVersion.EMPTY);
    }
}
