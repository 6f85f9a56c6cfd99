package io.raygate.exchange;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tells what becomes of a header field by its name (S-28 to S-34). Names compare without regard to
 * case and with {@code _} equal to {@code -}; one pass over the name folds, checks and hashes it.
 */
public final class FieldTable {
    private final String[] names;
    private final FieldUse[] uses;

    /** Prefixes by their third character: every prefix has one, and few share it. */
    private final Prefix[][] prefixes = new Prefix[128][];

    private record Prefix(String text, FieldUse use) {}

    private FieldTable(Map<String, FieldUse> exact) {
        int capacity = Integer.highestOneBit(exact.size()) * 4;
        names = new String[capacity];
        uses = new FieldUse[capacity];
        exact.forEach(this::put);
        for (String prefix : FieldNames.DROPPED_PREFIXES) {
            put(new Prefix(prefix, FieldUse.DROP));
        }
        for (String prefix : FieldNames.WITHHELD_PREFIXES) {
            put(new Prefix(prefix, FieldUse.WITHHOLD));
        }
    }

    /**
     * The table with the configured names.
     *
     * @param apiKey the field that API keys come in, or null if none is accepted (S-61)
     * @param dropped further names never to be forwarded: those of identity (S-29) and those that
     *     carry an upstream's own credential (S-32)
     */
    public static FieldTable of(@Nullable String apiKey, Set<String> dropped) {
        return new FieldTable(FieldNames.exact(apiKey, dropped));
    }

    /** What becomes of a field of this name; any characters may come. */
    FieldUse use(CharSequence name) {
        int hash = 0;
        boolean underscored = false;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            char folded = FieldNames.fold(c);
            if (folded == 0) {
                return FieldUse.MALFORMED;
            }
            underscored |= c == '_';
            hash = 31 * hash + folded;
        }
        if (name.isEmpty()) {
            return FieldUse.MALFORMED;
        }
        FieldUse use = find(name, hash);
        return underscored ? use.underscored() : use;
    }

    private FieldUse find(CharSequence name, int hash) {
        for (int slot = slot(hash); names[slot] != null; slot = next(slot)) {
            if (FieldNames.equal(names[slot], name)) {
                return uses[slot];
            }
        }
        return byPrefix(name);
    }

    private FieldUse byPrefix(CharSequence name) {
        Prefix[] candidates = name.length() < 3 ? null : prefixes[FieldNames.fold(name.charAt(2))];
        if (candidates != null) {
            for (Prefix candidate : candidates) {
                if (FieldNames.startsWith(name, candidate.text())) {
                    return candidate.use();
                }
            }
        }
        return FieldUse.FORWARD;
    }

    private void put(String name, FieldUse use) {
        int slot = slot(name.hashCode());
        while (names[slot] != null) {
            slot = next(slot);
        }
        names[slot] = name;
        uses[slot] = use;
    }

    private void put(Prefix prefix) {
        int third = prefix.text().charAt(2);
        Prefix[] before = prefixes[third];
        List<Prefix> all = new ArrayList<>(before == null ? List.of() : List.of(before));
        all.add(prefix);
        prefixes[third] = all.toArray(new Prefix[0]);
    }

    private int slot(int hash) {
        return (hash ^ (hash >>> 16)) & (names.length - 1);
    }

    private int next(int slot) {
        return (slot + 1) & (names.length - 1);
    }
}
