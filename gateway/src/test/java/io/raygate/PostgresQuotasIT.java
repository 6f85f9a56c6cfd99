package io.raygate;

import io.raygate.store.StoreSettings;
import io.raygate.testing.PostgresServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

/** {@link QuotaCases} on PostgreSQL. */
class PostgresQuotasIT extends QuotaCases {
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
