package io.raygate.auth.apikey;

import io.raygate.auth.Digest;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The peppers in use: the highest version signs new keys, the others still read old ones (S-59). A
 * key is signed by the next lower one too, so that a gateway which has not got the highest yet, or
 * one which has just dropped the lower, reads it as well.
 */
public final class Peppers {
    private final TreeMap<Integer, Pepper> versions = new TreeMap<>();

    /** A digest and the version of the pepper that it was made with. */
    public record Peppered(int pepper, Digest digest) {}

    /**
     * @param peppers at least one, each version once
     */
    public Peppers(Collection<Pepper> peppers) {
        peppers.forEach(pepper -> versions.put(pepper.version(), pepper));
        if (versions.isEmpty() || versions.size() != peppers.size()) {
            throw new IllegalArgumentException("needed: peppers of different versions");
        }
    }

    public Pepper newest() {
        return versions.lastEntry().getValue();
    }

    public @Nullable Pepper version(int version) {
        return versions.get(version);
    }

    /** What the store keeps of a key: by the two highest, the highest first. */
    public List<Peppered> sign(byte[] key) {
        return versions.descendingMap().values().stream()
                .limit(2)
                .map(pepper -> new Peppered(pepper.version(), pepper.digest(key)))
                .toList();
    }

    /**
     * With which of the two versions that a key is kept by it is checked: the newer one that is
     * here, and the newer one where neither is.
     */
    public int checking(int newest, int older) {
        return versions.containsKey(newest) || !versions.containsKey(older) ? newest : older;
    }

    /** The same and those of {@code others} whose versions are not among these. */
    public Peppers with(Peppers others) {
        TreeMap<Integer, Pepper> all = new TreeMap<>(others.versions);
        all.putAll(versions);
        return new Peppers(all.values());
    }

    public Collection<Pepper> all() {
        return versions.values();
    }

    /** The one of this version; the newest where that is gone, whose digest then fits nothing. */
    Pepper versionOrNewest(int version) {
        Pepper pepper = versions.get(version);
        return pepper == null ? newest() : pepper;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Peppers that && versions.equals(that.versions);
    }

    @Override
    public int hashCode() {
        return versions.hashCode();
    }
}
