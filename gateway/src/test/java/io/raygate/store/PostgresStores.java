package io.raygate.store;

import io.raygate.testing.PostgresServer;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A PostgreSQL for all tests of a class, and a database of its own for each store. */
final class PostgresStores implements BeforeAllCallback, AfterAllCallback {
    private @Nullable PostgresServer server;

    @Override
    public void beforeAll(ExtensionContext context) {
        server = PostgresServer.start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        Objects.requireNonNull(server).close();
    }

    /** Of a database that is empty. */
    StoreSettings fresh() {
        return new StoreSettings.Shared(
                Objects.requireNonNull(server).newDatabase(), PostgresServer.USER, () -> "");
    }
}
