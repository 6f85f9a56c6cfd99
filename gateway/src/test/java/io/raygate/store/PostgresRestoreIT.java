package io.raygate.store;

import io.raygate.testing.PostgresServer;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

/** {@link RestoreCases} on PostgreSQL, and from an embedded database to it. */
class PostgresRestoreIT {
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static StoreSettings shared() {
        return new StoreSettings.Shared(server.newDatabase(), PostgresServer.USER, () -> "");
    }

    @Nested
    class FromPostgres extends RestoreCases {
        @Override
        StoreSettings sourceSettings() {
            return shared();
        }

        @Override
        StoreSettings targetSettings() {
            return shared();
        }
    }

    @Nested
    class FromTheEmbeddedDatabase extends RestoreCases {
        @TempDir private Path folder;

        @Override
        StoreSettings sourceSettings() {
            return new StoreSettings.Embedded(folder.resolve("store.db"));
        }

        @Override
        StoreSettings targetSettings() {
            return shared();
        }
    }
}
