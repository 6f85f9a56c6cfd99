package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/**
 * Looks for empty and dot segments in whatever way an upstream may see them: it may decode {@code
 * %2F} before it resolves dots, as Ray Serve does, and others cut parameters first ({@code ..;x}).
 */
final class PathSegment {
    private static final String SLASH = "%2F";
    private static final String SEMICOLON = "%3B";

    private PathSegment() {}

    /**
     * The fault of the segment between two slashes, or null; escapes are normalised already.
     *
     * @param plain whether the path has neither encoded slashes nor parameters
     */
    static @Nullable PathFault fault(String text, int start, int end, boolean plain) {
        if (start == end) {
            return PathFault.EMPTY_SEGMENT;
        }
        return plain && text.charAt(start) != '.' ? null : partsFault(text, start, end);
    }

    private static @Nullable PathFault partsFault(String text, int start, int end) {
        int from = start;
        while (from <= end) {
            int slash = text.indexOf(SLASH, from, end);
            int to = slash < 0 ? end : slash;
            PathFault fault = partFault(text, from, to);
            if (fault != null) {
                return fault;
            }
            from = to + SLASH.length();
        }
        return null;
    }

    private static @Nullable PathFault partFault(String text, int from, int to) {
        int name = nameEnd(text, from, to);
        if (name == from && name < to) {
            return PathFault.EMPTY_SEGMENT;
        }
        return isDots(text, from, name) ? PathFault.DOT_SEGMENT : null;
    }

    private static int nameEnd(String text, int from, int to) {
        int raw = text.indexOf(';', from, to);
        int escaped = text.indexOf(SEMICOLON, from, raw < 0 ? to : raw);
        return escaped >= 0 ? escaped : raw >= 0 ? raw : to;
    }

    private static boolean isDots(String text, int from, int to) {
        return switch (to - from) {
            case 1 -> text.charAt(from) == '.';
            case 2 -> text.charAt(from) == '.' && text.charAt(from + 1) == '.';
            default -> false;
        };
    }
}
