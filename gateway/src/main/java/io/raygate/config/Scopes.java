package io.raygate.config;

/** Scopes: RFC 6749 section 3.3, visible ASCII without blank, quote and backslash. */
final class Scopes {
    static final Form<String> FORM =
            Texts.text(
                    128,
                    "1 to 128 visible characters without blank, quote and backslash",
                    Scopes::isScope);

    private Scopes() {}

    private static boolean isScope(String text) {
        return text.chars().allMatch(c -> c > 0x20 && c < 0x7F && c != '"' && c != '\\');
    }
}
