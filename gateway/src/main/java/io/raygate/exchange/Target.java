package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/**
 * A request target taken apart (RFC 9112, 3.2): origin-form, or absolute-form read as origin-form.
 *
 * @param path canonical
 * @param query as sent, without the question mark, or null
 * @param authority of an absolute-form, not checked yet, or null
 */
record Target(String path, @Nullable String query, @Nullable String authority) {

    /**
     * Takes a target apart.
     *
     * @param absolute whether the absolute-form may come: HTTP/2 has none
     */
    static Decision<Target> of(String target, PathRules rules, boolean absolute) {
        int authority = target.startsWith("/") || !absolute ? -1 : authorityStart(target);
        if (authority < 0) {
            return of(target, 0, null, rules);
        }
        int end = authorityEnd(target, authority);
        return of(target, end, target.substring(authority, end), rules);
    }

    private static Decision<Target> of(
            String target, int start, @Nullable String authority, PathRules rules) {
        int mark = target.indexOf('?', start);
        int end = mark < 0 ? target.length() : mark;
        // http://host and http://host?x have an empty path, which is the same as "/" (RFC 9110,
        // 4.2.3).
        String raw = authority != null && start == end ? "/" : target.substring(start, end);
        String query = mark < 0 ? null : target.substring(mark + 1);
        if (query != null && !isQuery(query)) {
            return PathFault.RAW_CHARACTER.refuse();
        }
        return CanonicalPath.of(raw, rules)
                .then(path -> Decision.proceed(new Target(path, query, authority)));
    }

    private static int authorityStart(String target) {
        if (target.regionMatches(true, 0, "http://", 0, 7)) {
            return 7;
        }
        return target.regionMatches(true, 0, "https://", 0, 8) ? 8 : -1;
    }

    private static int authorityEnd(String target, int start) {
        for (int i = start; i < target.length(); i++) {
            char c = target.charAt(i);
            if (c == '/' || c == '?' || c == '#') {
                return i;
            }
        }
        return target.length();
    }

    /** S-25: anything but blanks, controls, {@code #} and non-ASCII. */
    private static boolean isQuery(String query) {
        for (int i = 0; i < query.length(); i++) {
            char c = query.charAt(i);
            if (c <= 0x20 || c >= 0x7F || c == '#') {
                return false;
            }
        }
        return true;
    }
}
