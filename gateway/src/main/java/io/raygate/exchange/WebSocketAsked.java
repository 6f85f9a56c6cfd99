package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/** Recognises a WebSocket handshake (RFC 6455, 4.2.1; S-14). */
final class WebSocketAsked {
    /** Sixteen octets in base64: 22 characters and two of padding. */
    private static final int KEY = 24;

    private WebSocketAsked() {}

    /** Whether the client asks for a WebSocket; any other upgrade is ignored. */
    static boolean by(Arrival arrival, SortedFields fields) {
        return !arrival.isHttp10()
                && ConnectionOptions.lists(fields.value(FieldUse.UPGRADE), "websocket")
                && ConnectionOptions.lists(fields.value(FieldUse.CONNECTION), "upgrade");
    }

    /** Whether it asks as it must: GET without body, version 13, one valid key. */
    static boolean isValid(Arrival arrival, SortedFields fields, long length) {
        return arrival.method().equals("GET")
                && length == 0
                && "13".equals(fields.value(FieldUse.WEBSOCKET_VERSION))
                && isKey(fields.value(FieldUse.WEBSOCKET_KEY));
    }

    private static boolean isKey(@Nullable String key) {
        if (key == null || key.length() != KEY || !key.endsWith("==")) {
            return false;
        }
        for (int i = 0; i < KEY - 2; i++) {
            char c = key.charAt(i);
            boolean base64 = Character.isLetterOrDigit(c) || c == '+' || c == '/';
            if (c > 127 || !base64) {
                return false;
            }
        }
        return true;
    }
}
