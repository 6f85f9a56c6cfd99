package io.raygate.auth.jwt.fetch;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the fetched keys of issuers across reloads, by issuer and address: while both stay, the set
 * stays, and a reload loses nothing. Called by the control plane only, one reload at a time.
 */
public final class KeySetRegistry {
    private final LongSupplier nanos;
    private final RandomGenerator random;
    private Map<String, RemoteKeys> current = Map.of();

    /**
     * Starts with no issuer.
     *
     * @param nanos a monotonic clock (S-102)
     * @param random spreads the fetches of many gateways
     */
    public KeySetRegistry(LongSupplier nanos, RandomGenerator random) {
        this.nanos = nanos;
        this.random = random;
    }

    /** The keys for the next snapshot, by issuer; nothing is retired before {@link #adopt}. */
    public synchronized Map<String, RemoteKeys> prepare(List<KeySource> wanted) {
        Map<String, RemoteKeys> next = new HashMap<>();
        wanted.forEach(source -> next.put(source.id(), kept(source, current.get(source.id()))));
        return Map.copyOf(next);
    }

    private RemoteKeys kept(KeySource source, @Nullable RemoteKeys known) {
        if (known == null || !known.source().address().equals(source.address())) {
            return new RemoteKeys(source, nanos, random);
        }
        return known.source().equals(source) ? known : known.refetched(source, random);
    }

    /** The prepared keys are now in use. */
    public synchronized void adopt(Map<String, RemoteKeys> keys) {
        current = keys;
    }

    /** Those in use, by issuer. */
    public synchronized Map<String, RemoteKeys> keys() {
        return current;
    }
}
