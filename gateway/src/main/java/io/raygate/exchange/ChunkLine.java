package io.raygate.exchange;

/**
 * The line before a chunk (S-08; RFC 9112, 7.1): a size of at most eight hexadecimal digits after
 * leading zeros, then extensions, which must be well formed and are dropped.
 */
public final class ChunkLine {
    public static final long BAD_SIZE = -1;
    public static final long BAD_EXTENSION = -2;
    private static final int MAX_DIGITS = 8;

    private ChunkLine() {}

    /** The size of the chunk, or one of the negative values. */
    public static long size(byte[] line, int length) {
        int end = digits(line, length);
        int start = 0;
        while (start < end && line[start] == '0') {
            start++;
        }
        if (end == 0 || end - start > MAX_DIGITS) {
            return BAD_SIZE;
        }
        long size = 0;
        for (int i = start; i < end; i++) {
            size = size << 4 | Octets.hex(line[i]);
        }
        return isExtensions(line, end, length) ? size : BAD_EXTENSION;
    }

    /** Bytes of extensions on the line. */
    public static int extensions(byte[] line, int length) {
        return length - digits(line, length);
    }

    private static int digits(byte[] line, int length) {
        int count = 0;
        while (count < length && Octets.hex(line[count]) >= 0) {
            count++;
        }
        return count;
    }

    /** {@code *( BWS ";" BWS name [ BWS "=" BWS value ] )} up to the end of the line. */
    private static boolean isExtensions(byte[] line, int start, int end) {
        int position = start;
        while (position >= 0 && position < end) {
            position = extension(line, position, end);
        }
        return position == end;
    }

    /** The end of the extension that begins at {@code start}, or -1. */
    private static int extension(byte[] line, int start, int end) {
        int position = blanks(line, start, end);
        if (position == end || line[position] != ';') {
            return -1;
        }
        int name = blanks(line, position + 1, end);
        position = token(line, name, end);
        if (position == name) {
            return -1;
        }
        int equals = blanks(line, position, end);
        if (equals == end || line[equals] != '=') {
            return position;
        }
        return value(line, blanks(line, equals + 1, end), end);
    }

    private static int value(byte[] line, int start, int end) {
        if (start < end && line[start] == '"') {
            return quoted(line, start + 1, end);
        }
        int position = token(line, start, end);
        return position == start ? -1 : position;
    }

    /** A quoted string must close on its line: a parser that reads on past the line is a hole. */
    private static int quoted(byte[] line, int start, int end) {
        for (int i = start; i < end; i++) {
            if (line[i] == '"') {
                return i + 1;
            }
            if (line[i] == '\\') {
                i++;
            }
            if (i == end || !Octets.isValue(line[i])) {
                return -1;
            }
        }
        return -1;
    }

    private static int blanks(byte[] line, int start, int end) {
        int position = start;
        while (position < end && Octets.isBlank(line[position])) {
            position++;
        }
        return position;
    }

    private static int token(byte[] line, int start, int end) {
        int position = start;
        while (position < end && Octets.isToken(line[position])) {
            position++;
        }
        return position;
    }
}
