package io.raygate.store;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/**
 * Where a page ended, as opaque text: a place in an order that insertions do not shift.
 *
 * @param at the first criterion
 * @param id the second one
 */
record Cursor(long at, String id) {
    private static final int LONGEST = 256;
    static final Cursor START = new Cursor(Long.MIN_VALUE, "");

    String text() {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((at + " " + id).getBytes(StandardCharsets.UTF_8));
    }

    /** The cursor of a text that we gave; null for any other, and the start where there is none. */
    static @Nullable Cursor parse(@Nullable String text) {
        if (text == null) {
            return START;
        }
        try {
            String plain = new String(Base64.getUrlDecoder().decode(text), StandardCharsets.UTF_8);
            int blank = plain.indexOf(' ');
            return blank < 0 || text.length() > LONGEST || !isId(plain.substring(blank + 1))
                    ? null
                    : new Cursor(
                            Long.parseLong(plain.substring(0, blank)), plain.substring(blank + 1));
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    /** Nothing else than ours may come to a database: PostgreSQL takes no U+0000. */
    private static boolean isId(String text) {
        return text.chars().allMatch(c -> c > 0x20 && c < 0x7F);
    }

    static <T> Change<Page<T>> unreadable() {
        return Change.invalid("/cursor", "is no nextCursor of this list; begin without one");
    }
}
