package io.raygate.forward;

import io.raygate.upstream.Endpoint;

/** Keeps the addresses of endpoints out of redirects (S-36). */
final class Locations {
    private Locations() {}

    /** The location without scheme and authority where these name one of the endpoints. */
    static String relative(String location, Iterable<Endpoint> endpoints) {
        int authority = authorityStart(location);
        if (authority < 0) {
            return location;
        }
        int end = authorityEnd(location, authority);
        String named = location.substring(authority, end);
        boolean secure = location.regionMatches(true, 0, "https:", 0, 6);
        for (Endpoint each : endpoints) {
            if (names(named, secure, each)) {
                String rest = location.substring(end);
                return rest.startsWith("/") ? rest : "/" + rest;
            }
        }
        return location;
    }

    private static int authorityStart(String location) {
        if (location.startsWith("//")) {
            return 2;
        }
        if (location.regionMatches(true, 0, "http://", 0, 7)) {
            return 7;
        }
        return location.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
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
