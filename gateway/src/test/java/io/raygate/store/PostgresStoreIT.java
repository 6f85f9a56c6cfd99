package io.raygate.store;

import org.junit.jupiter.api.extension.RegisterExtension;

/** {@link StoreCases} on PostgreSQL. */
class PostgresStoreIT extends StoreCases {
    @RegisterExtension static final PostgresStores POSTGRES = new PostgresStores();

    @Override
    StoreSettings settings() {
        return POSTGRES.fresh();
    }
}
