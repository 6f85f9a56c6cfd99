package io.raygate.store;

import org.junit.jupiter.api.extension.RegisterExtension;

/** {@link LimitCases} on PostgreSQL. */
class PostgresLimitsIT extends LimitCases {
    @RegisterExtension static final PostgresStores POSTGRES = new PostgresStores();

    @Override
    StoreSettings settings() {
        return POSTGRES.fresh();
    }
}
