package io.raygate.auth.apikey;

import io.raygate.auth.Digest;
import io.raygate.auth.Fingerprints;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * All keys of the store, in memory, kept current by whoever reads the store: a look-up asks nobody
 * (S-101). Outlives every snapshot. Reading is lock-free from any thread; writing is for one thread
 * at a time.
 */
public final class KeyRing {
    private final Map<KeyId, StoredKey> keys = new ConcurrentHashMap<>();
    private final Map<Digest, Imported> imported = new ConcurrentHashMap<>();
    private final Map<KeyId, Digest> importedDigests = new ConcurrentHashMap<>();
    private final Map<Integer, Long> counts = new ConcurrentHashMap<>();
    private final KeyUses uses = new KeyUses();
    private final LongSupplier nanos;
    private final ProvenKeys proven;
    private volatile @Nullable Peppers peppers;
    private volatile Standing standing = Standing.ABSENT;

    /** A key whose SHA-256 alone is known, and which may have any shape (S-64). */
    private record Imported(KeyId id, String publicId, StoredKey key) {}

    /**
     * What is known of the store.
     *
     * @param present whether there is one at all
     * @param lost whether it did not answer when it was last asked
     * @param read whether it ever answered
     * @param heardNanos when it last answered
     * @param maxStaleNanos how long its keys count after that
     */
    private record Standing(
            boolean present, boolean lost, boolean read, long heardNanos, long maxStaleNanos) {
        static final Standing ABSENT = new Standing(false, false, false, 0, 0);
    }

    /**
     * A key that was found.
     *
     * @param id by which logs name it
     * @param isOurs whether the text that found it has the shape of our keys
     */
    record Found(String id, StoredKey key, boolean isOurs) {}

    /**
     * Starts empty and without a store.
     *
     * @param nanos a monotonic clock (S-102)
     */
    public KeyRing(LongSupplier nanos, Fingerprints fingerprints) {
        this.nanos = nanos;
        this.proven = new ProvenKeys(fingerprints);
    }

    /** The key with the id that the text of a key claims, whether the rest is right or not. */
    @Nullable StoredKey claimed(KeyShape shape) {
        return shape.id() == null ? null : keys.get(shape.id());
    }

    /**
     * Whether the key is the claimed one. An unknown id costs what a wrong secret costs (S-60),
     * unless the whole key is known to be one of those that are found by their hash.
     *
     * @param shape that of the key
     * @param claimed what {@link #claimed} gave for it
     */
    @Nullable Found find(
            PresentedKey key, KeyShape shape, @Nullable StoredKey claimed, long nowMillis) {
        Peppers known = peppers;
        if (known == null || (claimed == null && proven.isFoundByHash(key))) {
            return null;
        }
        StoredKey compared = claimed == null ? DeclaredKeys.DUMMY : claimed;
        Pepper pepper = claimed == null ? known.newest() : known.versionOrNewest(compared.pepper());
        Digest digest = proven.digest(key, pepper);
        KeyId id = shape.id();
        if (!digest.equals(compared.digest()) || id == null || claimed == null) {
            return null;
        }
        proven.remember(key, pepper, digest);
        if (pepper.version() != known.newest().version()) {
            uses.renew(id, known.newest(), key.octets());
        }
        uses.used(id, nowMillis);
        return new Found(shape.publicId(), claimed, true);
    }

    /** Finds an imported key, of whatever shape, by its SHA-256. */
    @Nullable Found findImported(Digest sha256, long nowMillis) {
        Imported found = imported.get(sha256);
        if (found == null) {
            return null;
        }
        uses.used(found.id(), nowMillis);
        return new Found(found.publicId(), found.key(), false);
    }

    ProvenKeys proven() {
        return proven;
    }

    /** Whether a credential that is no key of ours may still be an imported one. */
    boolean takesForeignShapes() {
        return !imported.isEmpty();
    }

    /** Whether a key that is not here is unknown; otherwise it may be one that was not seen yet. */
    boolean isComplete() {
        return !standing.lost();
    }

    /** Whether the key was made with a pepper that is not here, so that it cannot be compared. */
    boolean isUnreadable(StoredKey key) {
        Peppers known = peppers;
        return known == null || known.version(key.pepper()) == null;
    }

    /**
     * Whether what is known of keys still counts: the store is there, or was not long ago (section
     * 17), or there is none.
     */
    boolean isFresh() {
        Standing now = standing;
        return !now.present()
                || (now.read() && nanos.getAsLong() - now.heardNanos() <= now.maxStaleNanos());
    }

    /** Puts a key in the place of the one with its id. */
    public void put(String publicId, StoredKey key) {
        KeyId id = id(publicId);
        counts.merge(key.pepper(), 1L, Long::sum);
        if (key.pepper() == StoredKey.UNPEPPERED) {
            Digest digest = importedDigests.put(id, key.digest());
            Imported before = imported.put(key.digest(), new Imported(id, publicId, key));
            if (digest != null && before != null) {
                counts.merge(StoredKey.UNPEPPERED, -1L, Long::sum);
            }
        } else {
            StoredKey before = keys.put(id, key);
            if (before != null) {
                counts.merge(before.pepper(), -1L, Long::sum);
            }
        }
    }

    /** Takes out every key that has none of these ids. */
    public void retain(Set<String> publicIds) {
        Set<KeyId> gone = new HashSet<>(keys.keySet());
        gone.addAll(importedDigests.keySet());
        publicIds.forEach(publicId -> gone.remove(id(publicId)));
        gone.forEach(this::remove);
    }

    private void remove(KeyId id) {
        Digest digest = importedDigests.remove(id);
        if (digest != null) {
            imported.remove(digest);
            counts.merge(StoredKey.UNPEPPERED, -1L, Long::sum);
        }
        StoredKey removed = keys.remove(id);
        if (removed != null) {
            counts.merge(removed.pepper(), -1L, Long::sum);
        }
    }

    private static KeyId id(String text) {
        KeyId id = KeyId.parse(text);
        if (id == null) {
            throw new IllegalArgumentException("no id of a key: " + text);
        }
        return id;
    }

    /** Goes on with these. */
    public void peppers(Peppers next) {
        peppers = next;
    }

    public @Nullable Peppers peppers() {
        return peppers;
    }

    /** The store answered just now, and all that it holds is here. */
    public void heard(long maxStaleNanos) {
        standing = new Standing(true, false, true, nanos.getAsLong(), maxStaleNanos);
    }

    /** The store does not answer: what is here goes on, what is not here is uncertain. */
    public void lost() {
        Standing was = standing;
        standing = new Standing(true, true, was.read(), was.heardNanos(), was.maxStaleNanos());
    }

    /** Whether the store did not answer when it was last asked. */
    public boolean isLost() {
        return standing.lost();
    }

    /** Whether there is a store at all, answering or not. */
    public boolean hasStore() {
        return standing.present();
    }

    /** What is to be written back. */
    public KeyUses uses() {
        return uses;
    }

    /** How many keys each version of the pepper reads; imported ones under 0. */
    public Map<Integer, Long> countsByPepper() {
        return new TreeMap<>(counts);
    }
}
