package io.raygate.forward.http1;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.util.AsciiString;
import io.raygate.exchange.Decimal;
import io.raygate.exchange.Fields;

/** How the body of an answer is delimited (RFC 9112, 6.3), as a length or one of the constants. */
public final class Framing {
    public static final long MALFORMED = -1;
    static final long CHUNKED = -2;
    static final long UNTIL_CLOSE = -3;

    /** More have leading zeros, which nobody sends by mistake. */
    private static final int MOST_DIGITS = 19;

    private Framing() {}

    /** Of an answer's fields: its declared length, or a constant; one framing or none (S-37). */
    public static long of(Fields fields, boolean http10) {
        long length = UNTIL_CLOSE;
        boolean chunked = false;
        for (int i = 0; i < fields.size(); i++) {
            CharSequence name = fields.name(i);
            if (AsciiString.contentEqualsIgnoreCase(name, HttpHeaderNames.CONTENT_LENGTH)) {
                if (length != UNTIL_CLOSE) {
                    return MALFORMED;
                }
                CharSequence value = fields.value(i);
                length =
                        value.length() > MOST_DIGITS
                                ? MALFORMED
                                : Decimal.parse(value, 0, value.length());
                if (length < 0) {
                    return MALFORMED;
                }
            } else if (AsciiString.contentEqualsIgnoreCase(
                    name, HttpHeaderNames.TRANSFER_ENCODING)) {
                if (chunked || http10 || !isChunked(fields.value(i))) {
                    return MALFORMED;
                }
                chunked = true;
            }
        }
        if (chunked) {
            return length == UNTIL_CLOSE ? CHUNKED : MALFORMED;
        }
        return length;
    }

    private static boolean isChunked(CharSequence value) {
        return AsciiString.contentEqualsIgnoreCase(value, HttpHeaderValues.CHUNKED);
    }
}
