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

    /**
     * Whether it asks as it must: GET without body, version 13, one valid key, each as it is
     * forwarded: what Connection names is not there any more, and no upstream could answer that.
     */
    static boolean isValid(Arrival arrival, Fields kept, long length) {
        CharSequence version = kept.only(FieldNames.WEBSOCKET_VERSION);
        return arrival.method().equals("GET")
                && length == 0
                && version != null
                && "13".contentEquals(version)
                && isKey(kept.only(FieldNames.WEBSOCKET_KEY));
    }

    private static boolean isKey(@Nullable CharSequence key) {
        if (key == null || key.length() != KEY || !key.toString().endsWith("==")) {
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
