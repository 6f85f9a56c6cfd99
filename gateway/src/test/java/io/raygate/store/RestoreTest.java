package io.raygate.store;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.io.TempDir;

/** {@link RestoreCases} on embedded databases. */
class RestoreTest extends RestoreCases {
    private final AtomicInteger stores = new AtomicInteger();
    @TempDir private Path folder;

    @Override
    StoreSettings sourceSettings() {
        return new StoreSettings.Embedded(folder.resolve(stores.incrementAndGet() + ".db"));
    }

    @Override
    StoreSettings targetSettings() {
        return sourceSettings();
    }
}
