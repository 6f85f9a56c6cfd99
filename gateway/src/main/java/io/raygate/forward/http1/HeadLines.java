package io.raygate.forward.http1;

import io.netty.util.AsciiString;
import io.raygate.exchange.Fields;
import io.raygate.exchange.Octets;

/** Reads the lines of an answer's head (RFC 9112, 4 and 5); anything doubtful is malformed. */
final class HeadLines {
    static final int MALFORMED = -1;

    private static final byte[] VERSION = {'H', 'T', 'T', 'P', '/', '1', '.'};

    private HeadLines() {}

    /** The status, 100 to 599, of a status line, or {@link #MALFORMED}. */
    static int status(byte[] line, int length) {
        if (length < 12 || !startsWithVersion(line) || line[8] != ' ') {
            return MALFORMED;
        }
        if (length > 12 && line[12] != ' ') {
            return MALFORMED;
        }
        for (int i = 13; i < length; i++) {
            if (!Octets.isValue(line[i])) {
                return MALFORMED;
            }
        }
        int status = digits(line);
        return status >= 100 && status <= 599 ? status : MALFORMED;
    }

    private static boolean startsWithVersion(byte[] line) {
        for (int i = 0; i < VERSION.length; i++) {
            if (line[i] != VERSION[i]) {
                return false;
            }
        }
        return line[7] == '0' || line[7] == '1';
    }

    private static int digits(byte[] line) {
        int status = 0;
        for (int i = 9; i < 12; i++) {
            if (!Octets.isDigit(line[i])) {
                return MALFORMED;
            }
            status = status * 10 + line[i] - '0';
        }
        return status;
    }

    /** Whether a valid status line says HTTP/1.0. */
    static boolean isHttp10(byte[] line) {
        return line[7] == '0';
    }

    /** Adds the field on the line, or returns false where it is malformed. */
    static boolean addField(byte[] line, int length, Fields fields) {
        int colon = 0;
        while (colon < length && Octets.isToken(line[colon])) {
            colon++;
        }
        if (colon == 0 || colon == length || line[colon] != ':') {
            return false;
        }
        int start = colon + 1;
        int end = length;
        while (start < end && Octets.isBlank(line[start])) {
            start++;
        }
        while (end > start && Octets.isBlank(line[end - 1])) {
            end--;
        }
        for (int i = start; i < end; i++) {
            if (!Octets.isValue(line[i])) {
                return false;
            }
        }
        fields.add(
                new AsciiString(line, 0, colon, true),
                start == end
                        ? AsciiString.EMPTY_STRING
                        : new AsciiString(line, start, end - start, true));
        return true;
    }
}
