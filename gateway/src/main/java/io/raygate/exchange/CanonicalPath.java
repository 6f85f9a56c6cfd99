package io.raygate.exchange;

/**
 * The one form of a path that decides routing, authorisation and logging and is what goes upstream
 * (S-23 to S-25): escapes of unreserved characters decoded, all others upper-case, nothing else
 * changed. What two parsers could read in two ways is refused, never repaired.
 */
public final class CanonicalPath {
    private CanonicalPath() {}

    /**
     * The canonical form of {@code raw}, or a refusal; never throws, and canonical input comes back
     * as it is, so rewritten paths are checked by the same method (S-26).
     *
     * @param raw the path of a request target as sent, without query
     */
    public static Decision<String> of(String raw, PathRules rules) {
        if (raw.isEmpty() || raw.charAt(0) != '/') {
            return PathFault.NOT_ABSOLUTE.refuse();
        }
        Decision<String> escapes =
                raw.indexOf('%') < 0 ? Decision.proceed(raw) : new EscapeNormalizer(raw).run();
        return escapes.then(text -> checked(text, rules));
    }

    private static Decision<String> checked(String text, PathRules rules) {
        boolean plain = PathRules.STRICT.permits(text);
        if (!plain && !rules.permits(text)) {
            return PathFault.NOT_PERMITTED.refuse();
        }
        int start = 1;
        for (int i = 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '/') {
                PathFault fault = PathSegment.fault(text, start, i, plain);
                if (fault != null) {
                    return fault.refuse();
                }
                start = i + 1;
            } else if (!UriCharacters.isPath(c)) {
                return PathFault.RAW_CHARACTER.refuse();
            }
        }
        boolean endsInSlash = start == text.length();
        PathFault last = endsInSlash ? null : PathSegment.fault(text, start, text.length(), plain);
        return last == null ? Decision.proceed(text) : last.refuse();
    }

    /**
     * The canonical path as an upstream may read it that decodes escapes before it routes, as Ray
     * Serve does, merges slashes and leaves parameters out; the same instance where that makes no
     * difference. Only characters that may also stand as they are matter: {@code %3A} and {@code :}
     * are two paths to us and one to the upstream, while {@code %20} has no other spelling.
     */
    public static String asUpstreamReads(String canonical) {
        if (canonical.indexOf('%') < 0 && canonical.indexOf(';') < 0) {
            return canonical;
        }
        StringBuilder read = new StringBuilder(canonical.length());
        boolean inParameters = false;
        for (int i = 0; i < canonical.length(); i++) {
            int decoded = decoded(canonical, i);
            char c = decoded < 0 ? canonical.charAt(i) : (char) decoded;
            inParameters = (c == ';' && decoded < 0) || (inParameters && c != '/');
            boolean repeated = c == '/' && !read.isEmpty() && read.charAt(read.length() - 1) == '/';
            if (!inParameters && !repeated) {
                read.append(c);
            }
            i += decoded < 0 ? 0 : 2;
        }
        return read.toString();
    }

    /**
     * What the escape at {@code at} stands for, or -1 where none is or it has no other spelling.
     */
    private static int decoded(String text, int at) {
        int octet = text.charAt(at) == '%' ? UriCharacters.escaped(text, at) : -1;
        return octet >= 0 && octet != '%' && UriCharacters.isPath(octet) ? octet : -1;
    }
}
