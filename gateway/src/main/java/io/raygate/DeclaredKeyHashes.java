package io.raygate;

import io.raygate.auth.Digest;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** The keys of the configuration in force, by their SHA-256. */
final class DeclaredKeyHashes implements Predicate<Digest> {
    private final Supplier<Compiled> inForce;

    DeclaredKeyHashes(Supplier<Compiled> inForce) {
        this.inForce = inForce;
    }

    @Override
    public boolean test(Digest sha256) {
        String hash = sha256.text();
        return inForce.get().loaded().config().tenants().values().stream()
                .flatMap(tenant -> tenant.keys().values().stream())
                .anyMatch(key -> hash.equals("sha256:" + key.hash()));
    }
}
