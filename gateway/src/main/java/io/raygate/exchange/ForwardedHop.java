package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/**
 * What one hop told of the side it was called from.
 *
 * @param node the address, with or without port, as written, or null
 * @param scheme as written, or null
 * @param host as written, or null
 */
record ForwardedHop(@Nullable String node, @Nullable String scheme, @Nullable String host) {

    /** The address of the node without its port, or null if it names none. */
    @Nullable IpAddress address() {
        if (node == null) {
            return null;
        }
        boolean bracketed = node.startsWith("[");
        int end = bracketed ? node.indexOf(']') : colonOrEnd(node);
        return end < 0 || !isPort(node, bracketed ? end + 1 : end)
                ? null
                : IpAddressParser.parse(node.substring(bracketed ? 1 : 0, end));
    }

    /** Where the address ends: of IPv6 without brackets a colon parts no port. */
    private static int colonOrEnd(String node) {
        int colon = node.indexOf(':');
        return colon >= 0 && colon == node.lastIndexOf(':') ? colon : node.length();
    }

    /** Whether nothing is left, or a port or its pseudonym (RFC 7239, 6). */
    private static boolean isPort(String node, int start) {
        if (start == node.length()) {
            return true;
        }
        return node.charAt(start) == ':'
                && start + 1 < node.length()
                && (node.charAt(start + 1) == '_'
                        || Decimal.parsePlain(node, start + 1, node.length(), 65535) >= 0);
    }
}
