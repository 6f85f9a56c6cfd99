package io.raygate.forward;

import io.netty.util.AsciiString;
import io.raygate.exchange.Fields;
import io.raygate.forward.http1.AnswerHead;
import io.vertx.core.buffer.Buffer;

/**
 * Follows an event stream (WHATWG HTML, 9.2) in passing bytes, however they are cut, to know where
 * an event of our own could be put.
 */
final class Events {
    /** RFC 9113, 7. */
    static final long INTERNAL_ERROR = 2;

    private static final int LONGEST_BLANK = 4;
    private static final AsciiString CONTENT_ENCODING = AsciiString.cached("content-encoding");

    private int lineEnds = 2;
    private boolean afterReturn;

    /** Whether the answer is a stream of events. */
    static boolean are(Fields head) {
        CharSequence type = head.get(Names.CONTENT_TYPE);
        return type != null && Names.begin(type, "text/event-stream");
    }

    /**
     * Whether an event can be added to such a stream: not where it is encoded, nor where it would
     * count as part of a declared length and so hide that the answer was cut.
     */
    static boolean mayBeAdded(AnswerHead head) {
        return head.contentLength() < 0
                && !head.bodyless()
                && head.fields().get(CONTENT_ENCODING) == null;
    }

    /** These bytes have passed. */
    void passed(Buffer data) {
        int length = data.length();
        if (length >= LONGEST_BLANK) {
            lineEnds = 0;
            afterReturn = false;
        }
        for (int i = Math.max(0, length - LONGEST_BLANK); i < length; i++) {
            passed(data.getByte(i));
        }
    }

    private void passed(byte octet) {
        if (octet == '\r' || (octet == '\n' && !afterReturn)) {
            lineEnds++;
        } else if (octet != '\n') {
            lineEnds = 0;
        }
        afterReturn = octet == '\r';
    }

    /** Whether the last bytes were a blank line, so that another event may follow. */
    boolean haveEnded() {
        return lineEnds >= 2;
    }

    /**
     * The one event that tells the reason before the stream is cut, as OpenAI's clients read it.
     */
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
