package io.raygate.auth.jwt;

/** Which texts of a token may become header values (S-52). */
final class HeaderSafe {
    private static final int LONGEST = 255;

    private HeaderSafe() {}

    /**
     * Whether the text is 1 to 255 of letters, digits and {@code . _ - @ : | / + = ~ *}: what
     * subjects and scopes of issuers are made of, and nothing that ends or splits a header value.
     */
    static boolean is(String text) {
        if (text.isEmpty() || text.length() > LONGEST) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (!is(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean is(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || "._-@:|/+=~*".indexOf(c) >= 0;
    }
}
