package io.raygate.auth.apikey;

import io.raygate.auth.Digest;
import java.util.Collection;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The peppers in use: the highest version signs new keys, the others still read old ones (S-59).
 */
public final class Peppers {
    private final TreeMap<Integer, Pepper> versions = new TreeMap<>();

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

    public Collection<Pepper> all() {
        return versions.values();
    }

    /**
     * The digest that this version gives; that of the newest where it is gone, which fits nothing.
     */
    Digest digest(int version, byte[] key) {
        Pepper pepper = versions.get(version);
        return (pepper == null ? newest() : pepper).digest(key);
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
