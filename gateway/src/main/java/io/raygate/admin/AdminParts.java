package io.raygate.admin;

import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.store.Store;
import java.security.PublicKey;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * What the admin API works with.
 *
 * @param inForce the configuration that serves now
 * @param credentials null where the gateway keeps none
 * @param leakReporters public keys of GitHub by their identifiers; none: no reports are taken
 * @param wall for credentials only
 * @param nanos monotonic
 * @param random cryptographically strong
 */
public record AdminParts(
        Supplier<Compiled> inForce,
        @Nullable Credentials credentials,
        Map<String, PublicKey> leakReporters,
        InstantSource wall,
        LongSupplier nanos,
        RandomGenerator random) {

    /**
     * Where credentials are kept.
     *
     * @param sealing a secret that every gateway of the store knows and the store does not
     */
    public record Credentials(Store store, Bootstrap bootstrap, Supplier<byte[]> sealing) {

        /**
         * Whether anybody may administer already; blocking.
         *
         * @throws io.raygate.store.StoreUnavailable if the store does not answer
         */
        public boolean hasOwner() {
            return store.<Boolean>read(tables -> tables.keys().hasActive(Role.OWNER.word()));
        }
    }
}
