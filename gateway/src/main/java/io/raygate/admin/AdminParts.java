package io.raygate.admin;

import io.raygate.auth.apikey.Peppers;
import io.raygate.exchange.Refusals;
import io.raygate.limit.LimitLedger;
import io.raygate.snapshot.SnapshotCompiler.Result.Compiled;
import io.raygate.store.Store;
import io.raygate.tenant.Tenants;
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
 * @param limits how everyone stands on this gateway
 * @param leakReporters public keys of GitHub by their identifiers; none: no reports are taken
 * @param wall for credentials and days of the calendar only
 * @param nanos monotonic
 * @param random cryptographically strong
 */
public record AdminParts(
        Supplier<Compiled> inForce,
        @Nullable Credentials credentials,
        Limited limits,
        Map<String, PublicKey> leakReporters,
        InstantSource wall,
        LongSupplier nanos,
        RandomGenerator random) {

    /** Who is limited, what is left of that, and who was refused of late. */
    public record Limited(LimitLedger ledger, Tenants tenants, Refusals refusals) {}

    /**
     * Where credentials are kept.
     *
     * @param peppers those in use, which seal answers: the store does not know them
     */
    public record Credentials(Store store, Bootstrap bootstrap, Supplier<Peppers> peppers) {

        /**
         * Whether anybody may administer already; blocking.
         *
         * @throws io.raygate.store.StoreUnavailable if the store does not answer
         */
        public boolean hasOwner() {
            return store.<Boolean>read(tables -> tables.keySearch().hasActive(Role.OWNER.word()));
        }
    }
}
