package io.raygate.store;

import io.raygate.testing.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** {@link UsageCases} on PostgreSQL. */
class PostgresUsageIT extends UsageCases {
    private static PostgresServer server;

    @BeforeAll
    static void start() {
        server = PostgresServer.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Override
    StoreSettings settings() {
        return new StoreSettings.Shared(server.newDatabase(), PostgresServer.USER, () -> "");
    }
}
