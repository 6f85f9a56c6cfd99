package io.raygate.listener;

import io.netty.util.AsciiString;
import io.raygate.exchange.Octets;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** One field line of a head or of trailers, taken apart (S-06; RFC 9112, 5). */
final class FieldLine {
    private AsciiString name = AsciiString.EMPTY_STRING;
    private String value = "";

    AsciiString name() {
        return name;
    }

    String value() {
        return value;
    }

    boolean is(AsciiString other) {
        return name.length() == other.length() && name.contentEqualsIgnoreCase(other);
    }

    /** Takes a line that is not empty apart; null is good. */
    @Nullable FramingFault parse(byte[] line, int length) {
        if (Octets.isBlank(line[0])) {
            return FramingFault.FOLDED_FIELD;
        }
        int colon = 0;
        while (colon < length && Octets.isToken(line[colon])) {
            colon++;
        }
        if (colon == 0 || colon == length || line[colon] != ':') {
            return FramingFault.BAD_FIELD_NAME;
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
                return FramingFault.BAD_FIELD_VALUE;
            }
        }
        name = FieldNames.of(line, 0, colon);
        value = new String(line, start, end - start, StandardCharsets.ISO_8859_1);
        return null;
    }
}
