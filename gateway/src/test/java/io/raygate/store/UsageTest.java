package io.raygate.store;

import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** {@link UsageCases} on the embedded database. */
class UsageTest extends UsageCases {
    @TempDir private Path folder;

    @Override
    StoreSettings settings() {
        return new StoreSettings.Embedded(folder.resolve("store.db"));
    }
}
