package io.raygate.exchange;

import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Header fields in order of arrival, as two flat arrays: cheaper than a map for the dozen fields
 * that a request has.
 */
public final class Fields {
    private static final CharSequence[] NONE = {};

    private CharSequence[] names;
    private CharSequence[] values;
    private int size;

    public Fields() {
        names = NONE;
        values = NONE;
    }

    /** With room for so many; more may come. */
    public Fields(int expected) {
        names = new CharSequence[expected];
        values = new CharSequence[expected];
    }

    public void add(CharSequence name, CharSequence value) {
        if (size == names.length) {
            int larger = Math.max(12, size * 2);
            names = Arrays.copyOf(names, larger);
            values = Arrays.copyOf(values, larger);
        }
        names[size] = name;
        values[size++] = value;
    }

    public int size() {
        return size;
    }

    /** The name at {@code index}, in the letter case in which it came. */
    public CharSequence name(int index) {
        return names[index];
    }

    public CharSequence value(int index) {
        return values[index];
    }

    /** The first value of {@code name}, compared without regard to case, or null. */
    public @Nullable CharSequence get(CharSequence name) {
        for (int i = 0; i < size; i++) {
            if (AsciiString.contentEqualsIgnoreCase(names[i], name)) {
                return values[i];
            }
        }
        return null;
    }

    /**
     * The value of the only field of {@code name}, or null: of several, an upstream may read
     * another one than we.
     */
    public @Nullable CharSequence only(CharSequence name) {
        CharSequence value = null;
        for (int i = 0; i < size; i++) {
            if (AsciiString.contentEqualsIgnoreCase(names[i], name)) {
                if (value != null) {
                    return null;
                }
                value = values[i];
            }
        }
        return value;
    }

    /** Whether each of these names has this value, and no other. */
    public boolean holdAll(Map<String, String> wanted) {
        for (Map.Entry<String, String> each : wanted.entrySet()) {
            CharSequence value = only(each.getKey());
            if (value == null || !each.getValue().contentEquals(value)) {
                return false;
            }
        }
        return true;
    }

    /**
     * Removes every field of {@code name}, compared without regard to case, {@code _} as {@code -}.
     */
    public void remove(CharSequence name) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            if (!FieldNames.alike(names[i], name)) {
                names[kept] = names[i];
                values[kept++] = values[i];
            }
        }
        size = kept;
    }
}
