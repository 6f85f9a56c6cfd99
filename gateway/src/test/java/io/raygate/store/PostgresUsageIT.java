package io.raygate.store;

import org.junit.jupiter.api.extension.RegisterExtension;

/** {@link UsageCases} on PostgreSQL. */
class PostgresUsageIT extends UsageCases {
    @RegisterExtension static final PostgresStores POSTGRES = new PostgresStores();

    @Override
    StoreSettings settings() {
        return POSTGRES.fresh();
    }
}
