package io.raygate;

import io.raygate.config.SecretRef;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The password of a shared store, read anew for each connection, so that it may be changed. */
final class StorePassword implements Supplier<String> {
    private final String store;
    private final @Nullable SecretRef reference;
    private final Function<String, @Nullable String> environment;

    /**
     * @param store the key of the store in the configuration
     */
    StorePassword(
            String store,
            @Nullable SecretRef reference,
            Function<String, @Nullable String> environment) {
        this.store = store;
        this.reference = reference;
        this.environment = environment;
    }

    @Override
    public String get() {
        return switch (reference) {
            case null -> "";
            case SecretRef.Env(var name) -> {
                String value = environment.apply(name);
                yield value == null ? "" : value;
            }
            case SecretRef.File(var path) -> {
                try {
                    yield Files.readString(path).stripTrailing();
                } catch (IOException e) {
                    throw new UncheckedIOException(
                            "stores." + store + ".password cannot be read", e);
                }
            }
        };
    }
}
