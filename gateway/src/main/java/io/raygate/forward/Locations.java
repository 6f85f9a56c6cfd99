package io.raygate.forward;

import io.raygate.upstream.Endpoint;

/** Keeps the addresses of endpoints out of redirects (S-36). */
final class Locations {
    private Locations() {}

    /**
     * The location without scheme and authority where these name one of the endpoints. It is read
     * as browsers do, to whom a backslash is a slash.
     */
    static String relative(String location, Iterable<Endpoint> endpoints) {
        int authority = authorityStart(location);
        if (authority < 0) {
            return location;
        }
        int end = authorityEnd(location, authority);
        int userInfo = location.lastIndexOf('@', end - 1);
        String host = location.substring(Math.max(authority, userInfo + 1), end);
        boolean secure = schemeLength(location) == 6;
        for (Endpoint each : endpoints) {
            if (names(host, secure, each)) {
                return ofPath(location.substring(end));
            }
        }
        return location;
    }

    /** Two slashes at its start would name another host (RFC 3986, 4.2). */
    private static String ofPath(String rest) {
        String path = rest.startsWith("/") ? rest : "/" + rest;
        return path.length() > 1 && isSlash(path.charAt(1)) ? "/." + path : path;
    }

    private static int authorityStart(String location) {
        int scheme = schemeLength(location);
        int start = scheme;
        while (start < location.length() && isSlash(location.charAt(start))) {
            start++;
        }
        return start - scheme >= (scheme == 0 ? 2 : 1) ? start : -1;
    }

    private static int schemeLength(String location) {
        if (location.regionMatches(true, 0, "http:", 0, 5)) {
            return 5;
        }
        return location.regionMatches(true, 0, "https:", 0, 6) ? 6 : 0;
    }

    private static boolean isSlash(char c) {
        return c == '/' || c == '\\';
    }

    private static int authorityEnd(String location, int start) {
        int end = start;
        while (end < location.length() && "/?#\\".indexOf(location.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static boolean names(String named, boolean secure, Endpoint endpoint) {
        String authority = endpoint.address().authority();
        return named.equalsIgnoreCase(authority)
                || (named + (secure ? ":443" : ":80")).equalsIgnoreCase(authority);
    }
}
