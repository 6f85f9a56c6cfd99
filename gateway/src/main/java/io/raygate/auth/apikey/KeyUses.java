package io.raygate.auth.apikey;

import io.raygate.auth.Digest;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the use of keys leaves to be written to the store: when each was first used since the last
 * time, and digests made anew with the newest pepper (S-59, S-64). Any thread; the data path only
 * notes.
 */
public final class KeyUses {
    /** Beyond so many at once, renewals wait for the next use of their keys. */
    private static final int MOST_RENEWALS = 10_000;

    private volatile Map<KeyId, Long> used = new ConcurrentHashMap<>();
    private volatile Map<KeyId, Renewal> renewals = new ConcurrentHashMap<>();

    /** A digest made with another version of the pepper. */
    public record Renewal(int pepper, Digest digest) {}

    /** Bounded by the number of keys. */
    void used(KeyId key, long nowMillis) {
        Map<KeyId, Long> since = used;
        if (!since.containsKey(key)) {
            since.put(key, nowMillis);
        }
    }

    /** Notes the digest that a newer pepper gives. */
    public void renew(KeyId key, Pepper pepper, byte[] octets) {
        Map<KeyId, Renewal> waiting = renewals;
        if (waiting.size() < MOST_RENEWALS && !waiting.containsKey(key)) {
            waiting.put(key, new Renewal(pepper.version(), pepper.digest(octets)));
        }
    }

    /** Takes when keys were first used since this was last asked, in wall-clock milliseconds. */
    public Map<KeyId, Long> takeUsed() {
        Map<KeyId, Long> taken = used;
        used = new ConcurrentHashMap<>();
        return new HashMap<>(taken);
    }

    /** Takes the renewals since this was last asked. */
    public Map<KeyId, Renewal> takeRenewals() {
        Map<KeyId, Renewal> taken = renewals;
        renewals = new ConcurrentHashMap<>();
        return new HashMap<>(taken);
    }
}
