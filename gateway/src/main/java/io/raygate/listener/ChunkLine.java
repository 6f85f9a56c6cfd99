package io.raygate.listener;

import org.jspecify.annotations.Nullable;

/**
 * The line before a chunk (S-08; RFC 9112, 7.1): a size of at most eight hexadecimal digits after
 * leading zeros, then extensions, which must be well formed and are dropped.
 */
final class ChunkLine {
    private static final int MAX_DIGITS = 8;

    private long size;
    private int extensions;

    long size() {
        return size;
    }

    /** Bytes of extensions on this line. */
    int extensions() {
        return extensions;
    }

    /** Takes the line apart; null is good. */
    @Nullable FramingFault parse(byte[] line, int length) {
        int position = 0;
        while (position < length && line[position] == '0') {
            position++;
        }
        int significant = position;
        size = 0;
        while (position < length && Octets.hex(line[position]) >= 0) {
            size = size << 4 | Octets.hex(line[position]);
            if (++position - significant > MAX_DIGITS) {
                return FramingFault.BAD_CHUNK_SIZE;
            }
        }
        if (position == 0) {
            return FramingFault.BAD_CHUNK_SIZE;
        }
        extensions = length - position;
        return isExtensions(line, position, length) ? null : FramingFault.BAD_CHUNK_EXTENSION;
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
