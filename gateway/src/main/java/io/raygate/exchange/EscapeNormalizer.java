package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/** Brings the escapes of one path into their canonical form, or finds what is wrong with them. */
final class EscapeNormalizer {
    private final String raw;
    private final StringBuilder target;
    private final Utf8Check utf8 = new Utf8Check();
    private int previous;

    EscapeNormalizer(String raw) {
        this.raw = raw;
        this.target = new StringBuilder(raw.length());
    }

    Decision<String> run() {
        int i = 0;
        while (i < raw.length()) {
            char c = raw.charAt(i);
            PathFault fault = c == '%' ? escape(UriCharacters.escaped(raw, i)) : plain(c);
            if (fault != null) {
                return fault.refuse();
            }
            i += c == '%' ? 3 : 1;
        }
        return finished();
    }

    private @Nullable PathFault plain(char c) {
        target.append(c);
        return utf8.isOpen() ? PathFault.ILL_FORMED : null;
    }

    private @Nullable PathFault escape(int octet) {
        if (octet < 0) {
            return PathFault.BAD_ESCAPE;
        }
        if (octet == '\\' || isControl(octet)) {
            return PathFault.ESCAPED_CHARACTER;
        }
        previous = octet;
        append(octet);
        return utf8.accept(octet) ? null : PathFault.ILL_FORMED;
    }

    private void append(int octet) {
        if (UriCharacters.isUnreserved(octet)) {
            target.append((char) octet);
        } else {
            UriCharacters.appendEscape(target, octet);
        }
    }

    private Decision<String> finished() {
        if (utf8.isOpen()) {
            return PathFault.ILL_FORMED.refuse();
        }
        // Asked of the result, since %25%32%65 becomes %252e only by decoding.
        return hasDoubleEscape()
                ? PathFault.DOUBLE_ESCAPE.refuse()
                : Decision.proceed(target.toString());
    }

    private boolean hasDoubleEscape() {
        for (int i = target.indexOf("%25"); i >= 0; i = target.indexOf("%25", i + 3)) {
            if (i + 4 < target.length()
                    && UriCharacters.hex(target.charAt(i + 3)) >= 0
                    && UriCharacters.hex(target.charAt(i + 4)) >= 0) {
                return true;
            }
        }
        return false;
    }

    /** C0 and DEL, and C1, which is two octets in UTF-8: C2 80 to C2 9F. */
    private boolean isControl(int octet) {
        return octet < 0x20 || octet == 0x7F || (previous == 0xC2 && octet >= 0x80 && octet < 0xA0);
    }
}
