package io.raygate.store;

import java.nio.file.Path;
import java.util.function.Supplier;

/** Which database the credentials lie in. */
public sealed interface StoreSettings {

    /** One file that this gateway alone uses. */
    record Embedded(Path file) implements StoreSettings {}

    /**
     * A PostgreSQL server that several gateways share.
     *
     * @param url {@code jdbc:postgresql:...}
     * @param password asked for at each new connection, so that it may change
     */
    record Shared(String url, String user, Supplier<String> password) implements StoreSettings {}
}
