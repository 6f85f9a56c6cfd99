package io.raygate.listener;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import io.raygate.exchange.Decimal;
import org.jspecify.annotations.Nullable;

/**
 * Where the body of one request ends and whether the connection may be used after it, gathered
 * while its fields go by (S-03, S-04, S-07, S-11).
 */
final class BodyFraming {
    private static final AsciiString CHUNKED = AsciiString.cached("chunked");
    private static final AsciiString CLOSE = AsciiString.cached("close");

    private long length = -1;
    private boolean chunked;
    private boolean closing;
    private boolean expecting;

    void reset() {
        length = -1;
        chunked = false;
        closing = false;
        expecting = false;
    }

    /** Bytes that follow; 0 where no length was given, meaningless for a chunked body. */
    long length() {
        return Math.max(length, 0);
    }

    boolean isChunked() {
        return chunked;
    }

    /** Whether no other request may follow. */
    boolean isClosing() {
        return closing;
    }

    /** Whether the client may hold the body back until it is asked for it (S-13). */
    boolean isExpecting() {
        return expecting;
    }

    /** Notes what a field says about framing; null is good. */
    @Nullable FramingFault note(FieldLine field) {
        return switch (field.name().length()) {
            case 6 -> {
                expecting |= field.is(HttpHeaderNames.EXPECT);
                yield null;
            }
            case 10 -> {
                closing |= field.is(HttpHeaderNames.CONNECTION) && lists(field.value(), CLOSE);
                yield null;
            }
            case 14 -> field.is(HttpHeaderNames.CONTENT_LENGTH) ? length(field.value()) : null;
            case 17 -> field.is(HttpHeaderNames.TRANSFER_ENCODING) ? encoding(field.value()) : null;
            default -> null;
        };
    }

    /** Judges the whole once all fields are known; null is good. */
    @Nullable FramingFault judge(HttpVersion version) {
        closing |= version.equals(HttpVersion.HTTP_1_0);
        if (chunked && length >= 0) {
            return FramingFault.TWO_FRAMINGS;
        }
        return chunked && version.equals(HttpVersion.HTTP_1_0)
                ? FramingFault.BAD_TRANSFER_ENCODING
                : null;
    }

    private @Nullable FramingFault length(String value) {
        if (length >= 0) {
            return FramingFault.BAD_CONTENT_LENGTH;
        }
        length = Decimal.parse(value, 0, value.length());
        return length < 0 ? FramingFault.BAD_CONTENT_LENGTH : null;
    }

    private @Nullable FramingFault encoding(String value) {
        if (chunked || !CHUNKED.contentEqualsIgnoreCase(value)) {
            return FramingFault.BAD_TRANSFER_ENCODING;
        }
        chunked = true;
        return null;
    }

    /** Whether a comma-separated list has the word, in any letter case. */
    private static boolean lists(String value, AsciiString word) {
        int start = 0;
        while (start < value.length()) {
            int comma = value.indexOf(',', start);
            int end = comma < 0 ? value.length() : comma;
            if (isWord(value, start, end, word)) {
                return true;
            }
            start = end + 1;
        }
        return false;
    }

    private static boolean isWord(String value, int start, int end, AsciiString word) {
        int from = start;
        int to = end;
        while (from < to && value.charAt(from) <= ' ') {
            from++;
        }
        while (to > from && value.charAt(to - 1) <= ' ') {
            to--;
        }
        return to - from == word.length()
                && AsciiString.regionMatches(value, true, from, word, 0, word.length());
    }
}
