package io.raygate.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** {@link LimitCases} on the embedded database. */
class LimitsTest extends LimitCases {
    @TempDir private Path folder;

    @Override
    StoreSettings settings() {
        return new StoreSettings.Embedded(folder.resolve("store.db"));
    }
}
