package io.raygate.store;

import io.raygate.auth.apikey.KeyId;
import io.raygate.auth.apikey.KeyRing;
import io.raygate.auth.apikey.KeyUses;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes in batches what the use of keys leaves: when, and digests of a newer pepper. No batch
 * keeps a change waiting for long, and all gateways lock rows in the same order.
 */
final class KeyUseWriter {
    private static final int BATCH = 500;

    private final Store store;
    private final KeyRing ring;

    KeyUseWriter(Store store, KeyRing ring) {
        this.store = store;
        this.ring = ring;
    }

    /**
     * Blocking.
     *
     * @throws StoreUnavailable if the store does not answer; what was taken is then lost, and the
     *     next use of each key says it again
     */
    void write() {
        Map<KeyId, Long> used = ring.uses().takeUsed();
        Map<KeyId, KeyUses.Renewal> renewals = ring.uses().takeRenewals();
        batches(used).forEach(store::note);
        renewals.putAll(store.uses().takeRenewals());
        batches(renewals).forEach(store::renew);
    }

    /** All of them by ascending id, in parts of bounded size. */
    static <T> List<Map<KeyId, T>> batches(Map<KeyId, T> all) {
        List<Map<KeyId, T>> batches = new ArrayList<>();
        Map<KeyId, T> batch = Map.of();
        for (var entry : sorted(all).entrySet()) {
            if (batch.isEmpty() || batch.size() == BATCH) {
                batch = new LinkedHashMap<>();
                batches.add(batch);
            }
            batch.put(entry.getKey(), entry.getValue());
        }
        return batches;
    }

    private static <T> Map<KeyId, T> sorted(Map<KeyId, T> all) {
        Map<KeyId, T> sorted =
                new TreeMap<>(Comparator.comparingLong(KeyId::high).thenComparingLong(KeyId::low));
        sorted.putAll(all);
        return sorted;
    }
}
