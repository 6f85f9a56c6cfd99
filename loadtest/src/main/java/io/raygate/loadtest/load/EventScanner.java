package io.raygate.loadtest.load;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;
import java.util.function.LongConsumer;

/**
 * Finds the ends of server-sent events in a byte stream, wherever chunks are cut. A block of lines
 * that an empty line ends is an event (HTML Living Standard, section 9.2.6) when one of them is
 * more than a comment.
 */
final class EventScanner {
    private static final byte[] STAMP = "\"nanos\":".getBytes(StandardCharsets.US_ASCII);

    private final LongConsumer event;
    private int lineLength;
    private boolean comment;
    private boolean content;
    private int matched;
    private long stamp = -1;

    /** Calls {@code event} at each event with the number after {@code "nanos":} in it, or -1. */
    EventScanner(LongConsumer event) {
        this.event = event;
    }

    void scan(Buffer chunk) {
        for (int i = 0; i < chunk.length(); i++) {
            byte b = chunk.getByte(i);
            if (b == '\n') {
                endLine();
            } else if (b != '\r') {
                take(b);
            }
        }
    }

    private void take(byte b) {
        if (lineLength++ == 0) {
            comment = b == ':';
        }
        if (matched == STAMP.length) {
            if (b >= '0' && b <= '9') {
                stamp = Math.max(0, stamp) * 10 + (b - '0');
                return;
            }
            matched = 0;
        }
        matched = b == STAMP[matched] ? matched + 1 : b == STAMP[0] ? 1 : 0;
    }

    private void endLine() {
        if (lineLength > 0) {
            content |= !comment;
        } else if (content) {
            event.accept(stamp);
            content = false;
            stamp = -1;
        }
        lineLength = 0;
        matched = 0;
    }
}
