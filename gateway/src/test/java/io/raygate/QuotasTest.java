package io.raygate;

import io.raygate.store.StoreSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

/** {@link QuotaCases} in a folder. */
class QuotasTest extends QuotaCases {
    @TempDir private Path folder;

    @Override
    StoreSettings settings() {
        return new StoreSettings.Embedded(folder.resolve("store.db"));
    }
}
