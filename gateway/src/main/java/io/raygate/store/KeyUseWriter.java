package io.raygate.store;

import io.raygate.auth.apikey.KeyId;
import io.raygate.auth.apikey.KeyRing;
import io.raygate.auth.apikey.KeyUses;
import java.util.Map;

/** Writes in batches what the use of keys leaves: when, and digests of a newer pepper. */
final class KeyUseWriter {
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
        if (!used.isEmpty()) {
            store.note(used);
        }
        renewals.putAll(store.uses().takeRenewals());
        if (!renewals.isEmpty()) {
            store.renew(renewals);
        }
    }
}
