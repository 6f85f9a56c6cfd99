package io.raygate.forward.http1;

/** Reads the line before a chunk (RFC 9112, 7.1); extensions are checked and dropped (S-08). */
final class ChunkLine {
    static final long MALFORMED = -1;
    private static final int MOST_DIGITS = 8;

    private ChunkLine() {}

    /** The size of the chunk, or {@link #MALFORMED}. */
    static long size(byte[] line, int length) {
        int i = 0;
        int significant = 0;
        long size = 0;
        while (i < length && Octets.hex(line[i]) >= 0) {
            size = size * 16 + Octets.hex(line[i]);
            significant += size > 0 ? 1 : 0;
            if (significant > MOST_DIGITS) {
                return MALFORMED;
            }
            i++;
        }
        return i > 0 && isExtension(line, i, length) ? size : MALFORMED;
    }

    private static boolean isExtension(byte[] line, int start, int length) {
        int i = start;
        while (i < length && Octets.isBlank(line[i])) {
            i++;
        }
        if (i == length) {
            return start == length;
        }
        if (line[i] != ';') {
            return false;
        }
        while (i < length && Octets.isFieldValue(line[i])) {
            i++;
        }
        return i == length;
    }
}
