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
        return node == null ? null : IpAddressParser.parse(withoutPort(node));
    }

    private static String withoutPort(String node) {
        if (node.startsWith("[")) {
            int bracket = node.indexOf(']');
            return bracket < 0 ? node : node.substring(1, bracket);
        }
        int colon = node.indexOf(':');
        return colon >= 0 && colon == node.lastIndexOf(':') ? node.substring(0, colon) : node;
    }
}
