package io.raygate.exchange;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Whom a request addresses: the host in lower case and the port (RFC 3986, 3.2).
 *
 * @param host lower case, an IPv6 literal in brackets; empty only for HTTP/1.0 without Host
 * @param port 1 to 65535, or -1 where none was given
 */
public record Authority(String host, int port) {
    /** Longest host: what DNS allows (RFC 1035, 2.3.4). */
    private static final int MAX_HOST = 255;

    /** Of an HTTP/1.0 request that names no host. */
    public static final Authority NONE = new Authority("", -1);

    /**
     * Reads {@code uri-host [":" port]} (S-09), or answers null. Names are confined to the
     * unreserved characters: no list, no user info, no escape and none of the sub-delimiters that a
     * host name cannot hold.
     */
    public static @Nullable Authority parse(String text) {
        int hostEnd = hostEnd(text);
        if (hostEnd < 1 || hostEnd > MAX_HOST) {
            return null;
        }
        int port = port(text, hostEnd);
        return port == 0 ? null : new Authority(lower(text.substring(0, hostEnd)), port);
    }

    private static int hostEnd(String text) {
        if (!text.startsWith("[")) {
            return nameEnd(text);
        }
        int bracket = text.indexOf(']');
        String literal = bracket < 0 ? "" : text.substring(1, bracket);
        boolean valid = literal.indexOf(':') >= 0 && IpAddressParser.parse(literal) != null;
        return valid ? bracket + 1 : -1;
    }

    /** Behind the last character of a name without empty labels, but for a dot at its end. */
    private static int nameEnd(String text) {
        int i = 0;
        boolean labelOpen = false;
        for (; i < text.length() && text.charAt(i) != ':'; i++) {
            char c = text.charAt(i);
            if (!UriCharacters.isUnreserved(c) || (c == '.' && !labelOpen)) {
                return -1;
            }
            labelOpen = c != '.';
        }
        return i;
    }

    /** The port behind {@code hostEnd}, -1 where none is given, 0 where the rest is not valid. */
    private static int port(String text, int hostEnd) {
        int digits = text.length() - hostEnd - 1;
        if (digits <= 0) {
            return digits < 0 || text.charAt(hostEnd) == ':' ? -1 : 0;
        }
        boolean separated = text.charAt(hostEnd) == ':' && digits <= 5;
        long port = separated ? Decimal.parse(text, hostEnd + 1, text.length()) : 0;
        return port < 0 || port > 65535 ? 0 : (int) port;
    }

    /** Leaves the common case, a name in lower case, as it is. */
    private static String lower(String host) {
        for (int i = 0; i < host.length(); i++) {
            if (host.charAt(i) >= 'A' && host.charAt(i) <= 'Z') {
                return host.toLowerCase(Locale.ROOT);
            }
        }
        return host;
    }

    /** As it stands in a Host field. */
    @Override
    public String toString() {
        return port < 0 ? host : host + ":" + port;
    }
}
