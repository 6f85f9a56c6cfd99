package io.raygate.exchange;

/**
 * Follows octets one by one and tells whether they are well-formed UTF-8 (RFC 3629, 4: no overlong
 * form, no surrogate, nothing above U+10FFFF).
 */
final class Utf8Check {
    private int pending;
    private int low;
    private int high;

    /** Whether a character has begun and is not complete. */
    boolean isOpen() {
        return pending > 0;
    }

    /** Takes the next octet, 0 to 255; false if it cannot stand here. */
    boolean accept(int octet) {
        if (pending > 0) {
            pending--;
            boolean fits = octet >= low && octet <= high;
            expect(0x80, 0xBF);
            return fits;
        }
        return octet < 0x80 || begin(octet);
    }

    private boolean begin(int lead) {
        if (lead < 0xC2 || lead > 0xF4) {
            return false;
        }
        pending = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
        switch (lead) {
            case 0xE0 -> expect(0xA0, 0xBF);
            case 0xED -> expect(0x80, 0x9F);
            case 0xF0 -> expect(0x90, 0xBF);
            case 0xF4 -> expect(0x80, 0x8F);
            default -> expect(0x80, 0xBF);
        }
        return true;
    }

    private void expect(int from, int to) {
        low = from;
        high = to;
    }
}
