package io.raygate.forward;

import io.vertx.core.buffer.Buffer;

/** What the forwarder knows of event streams (WHATWG HTML, 9.2). */
final class Events {
    /** RFC 9113, 7. */
    static final long INTERNAL_ERROR = 2;

    private Events() {}

    /** Whether the bytes end in a blank line, so that another event may follow. */
    static boolean endBlank(Buffer data) {
        int length = data.length();
        if (length < 2) {
            return false;
        }
        byte last = data.getByte(length - 1);
        byte before = data.getByte(length - 2);
        if (last == '\n') {
            return before == '\n'
                    || (before == '\r' && length > 2 && isLineEnd(data.getByte(length - 3)));
        }
        return last == '\r' && before == '\r';
    }

    private static boolean isLineEnd(byte octet) {
        return octet == '\n' || octet == '\r';
    }

    /** The one event that tells the reason before the stream is cut (conventions.md, section 3). */
    static Buffer error(UpstreamFailure failure) {
        var code = failure.rejection().code();
        return Buffer.buffer(
                "data: {\"error\":{\"message\":\""
                        + code.title()
                        + "\",\"type\":\"server_error\",\"param\":null,\"code\":\""
                        + code.code()
                        + "\"}}\n\n");
    }
}
