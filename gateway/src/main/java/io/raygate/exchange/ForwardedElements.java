package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/** Reads the elements of a {@code Forwarded} field one by one (RFC 7239, 4). */
final class ForwardedElements {
    private final String text;
    private int at;
    private boolean malformed;

    ForwardedElements(String text) {
        this.text = text;
    }

    /** Whether the field does not follow its grammar, so that nothing in it can be believed. */
    boolean isMalformed() {
        return malformed;
    }

    /** The next element, or null at the end or at the first fault. */
    @Nullable ForwardedHop next() {
        if (malformed || at > text.length()) {
            return null;
        }
        ForwardedHop hop = new ForwardedHop(null, null, null);
        while (!malformed) {
            skipBlanks();
            hop = pair(hop);
            skipBlanks();
            char separator = at < text.length() ? text.charAt(at) : ',';
            malformed |= separator != ',' && separator != ';';
            at++;
            if (separator == ',') {
                return malformed ? null : hop;
            }
        }
        return null;
    }

    private ForwardedHop pair(ForwardedHop hop) {
        int start = at;
        while (at < text.length() && isToken(text.charAt(at))) {
            at++;
        }
        if (at == start) {
            return hop;
        }
        String name = text.substring(start, at);
        malformed |= at >= text.length() || text.charAt(at) != '=';
        at++;
        return malformed ? hop : with(hop, name, value());
    }

    private static ForwardedHop with(ForwardedHop hop, String name, String value) {
        if (name.equalsIgnoreCase("for")) {
            return new ForwardedHop(value, hop.scheme(), hop.host());
        }
        if (name.equalsIgnoreCase("proto")) {
            return new ForwardedHop(hop.node(), value, hop.host());
        }
        return name.equalsIgnoreCase("host")
                ? new ForwardedHop(hop.node(), hop.scheme(), value)
                : hop;
    }

    private String value() {
        return at < text.length() && text.charAt(at) == '"' ? quoted() : token();
    }

    /** Lenient where senders are: an unquoted port or bracket is read as it stands. */
    private String token() {
        int start = at;
        while (at < text.length() && isValue(text.charAt(at))) {
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        StringBuilder value = new StringBuilder();
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            at += text.charAt(at) == '\\' ? 1 : 0;
            if (at < text.length()) {
                value.append(text.charAt(at++));
            }
        }
        malformed |= at >= text.length();
        at++;
        return value.toString();
    }

    private void skipBlanks() {
        while (at < text.length() && FieldValues.isBlank(text.charAt(at))) {
            at++;
        }
    }

    private static boolean isToken(char c) {
        return c <= 0xff && Octets.isToken((byte) c);
    }

    private static boolean isValue(char c) {
        return isToken(c) || c == ':' || c == '[' || c == ']';
    }
}
