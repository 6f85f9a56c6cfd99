package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/**
 * Writes one JSON object (RFC 8259) with every text escaped, so that no input can leave its string.
 */
final class JsonText {
    private static final char[] HEX = "0123456789abcdef".toCharArray();

    private final StringBuilder text = new StringBuilder(384);
    private boolean first = true;

    JsonText() {
        text.append('{');
    }

    JsonText member(String name, @Nullable String value) {
        name(name);
        if (value == null) {
            text.append("null");
        } else {
            string(value);
        }
        return this;
    }

    JsonText member(String name, long value) {
        name(name);
        text.append(value);
        return this;
    }

    /** Opens an object as the value of {@code name}; {@link #end} closes it. */
    JsonText object(String name) {
        name(name);
        text.append('{');
        first = true;
        return this;
    }

    JsonText end() {
        text.append('}');
        first = false;
        return this;
    }

    /** Closes the outer object and gives the whole. */
    String finish() {
        return text.append('}').toString();
    }

    private void name(String name) {
        if (!first) {
            text.append(',');
        }
        first = false;
        string(name);
        text.append(':');
    }

    private void string(String value) {
        text.append('"');
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < 0x20 || c > 0x7E) {
                unicode(c);
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }

    private void unicode(char c) {
        text.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            text.append(HEX[(c >> shift) & 15]);
        }
    }
}
