package io.raygate.listener;

import io.netty.util.AsciiString;
import java.util.Arrays;
import java.util.Locale;

/** Field names that most requests carry, so that they need not be made anew for each request. */
final class FieldNames {
    private static final String[] COMMON = {
        "Host",
        "User-Agent",
        "Accept",
        "Accept-Encoding",
        "Accept-Language",
        "Authorization",
        "Connection",
        "Content-Length",
        "Content-Type",
        "Transfer-Encoding",
        "Cookie",
        "Origin",
        "Referer",
        "Expect",
        "Upgrade",
        "X-API-Key",
        "X-Request-Id",
        "X-Forwarded-For",
        "X-Forwarded-Proto",
        "X-Forwarded-Host",
        "Traceparent",
        "Tracestate",
        "Via",
        "Range",
        "Cache-Control",
        "Pragma",
        "If-None-Match",
        "If-Modified-Since",
        "Idempotency-Key",
        "Sec-WebSocket-Key",
        "Sec-WebSocket-Version",
        "Sec-WebSocket-Protocol",
        "Sec-WebSocket-Extensions",
        "OpenAI-Organization",
        "X-Stainless-Lang",
        "X-Stainless-Package-Version",
        "X-Stainless-OS",
        "X-Stainless-Arch",
        "X-Stainless-Runtime",
        "X-Stainless-Runtime-Version",
        "X-Stainless-Async",
        "X-Stainless-Retry-Count",
        "X-Stainless-Read-Timeout",
        "X-Stainless-Raw-Response",
    };
    private static final int SLOTS = 1024;
    private static final AsciiString[] TABLE = table();

    private FieldNames() {}

    /** The name in {@code octets}, from {@code start}, in the letter case in which it came. */
    static AsciiString of(byte[] octets, int start, int length) {
        var known = TABLE[slot(octets, start, length)];
        if (known != null
                && Arrays.equals(octets, start, start + length, known.array(), 0, known.length())) {
            return known;
        }
        return new AsciiString(octets, start, length, true);
    }

    private static int slot(byte[] octets, int start, int length) {
        int hash = octets[start] * 31 + octets[start + length - 1];
        return (hash * 31 + octets[start + length / 2] * 7 + length) & (SLOTS - 1);
    }

    /** Of two names that fall into one slot the first stays, the other is made anew each time. */
    private static AsciiString[] table() {
        var table = new AsciiString[SLOTS];
        for (var name : COMMON) {
            for (var form : new String[] {name, name.toLowerCase(Locale.ROOT)}) {
                var ascii = AsciiString.cached(form);
                int slot = slot(ascii.array(), 0, ascii.length());
                table[slot] = table[slot] == null ? ascii : table[slot];
            }
        }
        return table;
    }
}
