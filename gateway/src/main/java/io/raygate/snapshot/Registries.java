package io.raygate.snapshot;

import io.raygate.auth.Fingerprints;
import io.raygate.auth.apikey.KeyRing;
import io.raygate.auth.jwt.Revocations;
import io.raygate.auth.jwt.fetch.KeySetRegistry;
import io.raygate.limit.LimitBook;
import io.raygate.tenant.Tenants;
import io.raygate.upstream.ClusterRegistry;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/**
 * What is known from one snapshot to the next and changes under it: live state, neither
 * configuration nor its compiled form.
 *
 * @param clusters how their endpoints stand
 * @param keySets keys of issuers that are fetched
 * @param keys API keys of the store
 * @param revocations of tokens
 * @param limits how those stand who are limited
 * @param limitSets what is agreed now
 */
public record Registries(
        ClusterRegistry clusters,
        KeySetRegistry keySets,
        KeyRing keys,
        Tenants tenants,
        Revocations revocations,
        LimitBook limits,
        KnownLimits limitSets) {

    /**
     * Those of a gateway that has seen nothing yet.
     *
     * @param nanos a monotonic clock (S-102)
     * @param random a cryptographically strong generator: a {@code SecureRandom}
     */
    public static Registries fresh(LongSupplier nanos, RandomGenerator random) {
        return new Registries(
                new ClusterRegistry(nanos),
                new KeySetRegistry(nanos, random),
                new KeyRing(nanos, new Fingerprints(random)),
                new Tenants(),
                new Revocations(),
                new LimitBook(nanos.getAsLong()),
                new KnownLimits());
    }

    /** The same with other keys of issuers. */
    public Registries withKeySets(KeySetRegistry others) {
        return new Registries(clusters, others, keys, tenants, revocations, limits, limitSets);
    }

    /** What this snapshot refers to is now in use, and only that. */
    public void adopt(Snapshot snapshot) {
        adopt(snapshot, () -> {});
    }

    /**
     * The same.
     *
     * @param swap puts the snapshot before the requests: at a moment when no tenant may do more
     *     than both the old and the new configuration grant
     */
    public void adopt(Snapshot snapshot, Runnable swap) {
        clusters.adopt(snapshot.clusters());
        keySets.adopt(snapshot.keySets());
        limitSets.widen(snapshot.limits().declared());
        tenants.narrow(snapshot.tenants());
        swap.run();
        tenants.declare(snapshot.tenants());
        limitSets.declare(snapshot.limits().declared());
    }
}
