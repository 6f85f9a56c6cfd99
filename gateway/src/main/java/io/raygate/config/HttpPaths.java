package io.raygate.config;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Paths in canonical form (S-24, S-25), so that what is written here is what is compared. */
record HttpPaths(boolean trailingSlash) implements Form<String> {
    /** Prefixes: no slash at the end, since {@code /x} takes {@code /x/} and all below. */
    static final HttpPaths PREFIX = new HttpPaths(false);

    /** Whole paths. */
    static final HttpPaths EXACT = new HttpPaths(true);

    private static final int MAX_LENGTH = 2048;

    /** What may stand as it is, beside letters and digits. */
    private static final String PLAIN = "-._~!$&'()*+,=:@";

    @Override
    public Parsed<String> parse(String text) {
        if (!text.startsWith("/") || text.length() > MAX_LENGTH) {
            return Parsed.wrong("does not start with a slash");
        }
        if (text.length() > 1 && text.endsWith("/") && !trailingSlash) {
            return Parsed.wrong("ends in a slash, a prefix covers it without");
        }
        String[] segments = text.substring(1).split("/", -1);
        for (int i = 0; i < segments.length; i++) {
            boolean empty = segments[i].isEmpty() && i < segments.length - 1;
            if (empty || segments[i].equals(".") || segments[i].equals("..")) {
                return Parsed.wrong("has an empty or a dot segment");
            }
            if (!isCanonical(segments[i])) {
                return Parsed.wrong("has a character or an escape that no canonical path has");
            }
        }
        return Parsed.of(text);
    }

    private static boolean isCanonical(String segment) {
        ByteBuffer decoded = ByteBuffer.allocate(segment.length());
        for (int i = 0; i < segment.length(); i++) {
            char c = segment.charAt(i);
            if (c == '%' && isNeededEscape(segment, i)) {
                decoded.put((byte) Integer.parseInt(segment.substring(i + 1, i + 3), 16));
                i += 2;
            } else if (Texts.isAlphanumeric(c) || PLAIN.indexOf(c) >= 0) {
                decoded.put((byte) c);
            } else {
                return false;
            }
        }
        return isUtf8(decoded.flip());
    }

    private static boolean isUtf8(ByteBuffer bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(bytes);
            return true;
        } catch (CharacterCodingException malformed) {
            return false;
        }
    }

    /**
     * Two upper-case hex digits of a byte that must be escaped and may be: no slash, backslash,
     * control or {@code %}, and none that an upstream could also read unescaped (S-23).
     */
    private static boolean isNeededEscape(String segment, int at) {
        if (at + 2 >= segment.length()) {
            return false;
        }
        String digits = segment.substring(at + 1, at + 3);
        if (!digits.chars().allMatch(c -> (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F'))) {
            return false;
        }
        int c = Integer.parseInt(digits, 16);
        boolean plain = Texts.isAlphanumeric(c) || (PLAIN + ";").indexOf(c) >= 0;
        return !plain && c >= 0x20 && c != 0x7F && "/\\%".indexOf(c) < 0;
    }

    @Override
    public String allowed() {
        return trailingSlash
                ? "a canonical path such as /v1/models"
                : "a canonical path such as /v1";
    }
}
