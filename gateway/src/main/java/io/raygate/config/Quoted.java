package io.raygate.config;

/**
 * Shows a piece of a configuration inside a message: short, on one line, without control
 * characters.
 */
final class Quoted {
    private static final int MAX_LENGTH = 80;

    private Quoted() {}

    /** In quotes. */
    static String of(String text) {
        return '"' + plain(text) + '"';
    }

    /** Without quotes. */
    static String plain(String text) {
        StringBuilder shown = new StringBuilder();
        int length = 0;
        for (int c : text.codePoints().limit(MAX_LENGTH + 1L).toArray()) {
            if (length++ == MAX_LENGTH) {
                shown.append("...");
            } else if (isPrintable(c)) {
                shown.appendCodePoint(c);
            } else {
                shown.append("\\u{").append(Integer.toHexString(c)).append('}');
            }
        }
        return shown.toString();
    }

    /** The path of a key below another path, which is empty for the whole document. */
    static String path(String around, String key) {
        return around.isEmpty() ? plain(key) : around + "." + plain(key);
    }

    /** Neither controls nor what turns or hides text on a screen (S-96). */
    private static boolean isPrintable(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR,
                    Character.SURROGATE,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE ->
                    false;
            default -> true;
        };
    }
}
