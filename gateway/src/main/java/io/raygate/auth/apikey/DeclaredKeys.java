package io.raygate.auth.apikey;

import io.raygate.auth.Digest;
import io.raygate.auth.Grants;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The keys that the configuration declares, found by the SHA-256 of the whole key. The search runs
 * on a part of the digest, which no caller can steer, and ends in exactly one constant-time
 * comparison, with a dummy where there is no candidate (S-60). Immutable.
 */
public final class DeclaredKeys {
    static final StoredKey DUMMY =
            new StoredKey(
                    "",
                    "none",
                    new Digest(0, 0, 0, 0),
                    StoredKey.UNPEPPERED,
                    Set.of(),
                    Grants.ALL,
                    0,
                    null,
                    false);

    private final long[] heads;
    private final StoredKey[] keys;

    /**
     * @throws IllegalArgumentException if two keys have the same digest
     */
    public DeclaredKeys(Collection<StoredKey> stored) {
        keys = stored.toArray(StoredKey[]::new);
        Arrays.sort(keys, Comparator.comparingLong(key -> key.digest().first()));
        heads = Arrays.stream(keys).mapToLong(key -> key.digest().first()).toArray();
        for (int i = 1; i < heads.length; i++) {
            if (heads[i] == heads[i - 1]) {
                throw new IllegalArgumentException("two keys have the same hash");
            }
        }
    }

    /** The key with this digest, or null. */
    public @Nullable StoredKey find(Digest digest) {
        int index = Arrays.binarySearch(heads, digest.first());
        StoredKey candidate = index < 0 ? DUMMY : keys[index];
        return candidate.digest().equals(digest) && index >= 0 ? candidate : null;
    }
}
