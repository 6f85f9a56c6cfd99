package io.raygate.forward;

import io.vertx.core.buffer.Buffer;

/**
 * Follows WebSocket frames in passing bytes (RFC 6455, 5.2) to know where one of our own could be
 * put in between.
 */
final class FrameBoundary {
    private static final int MASKED = 0x80;

    private final byte[] head = new byte[14];
    private int headLength;
    private int headNeeded = 2;
    private long payloadLeft;

    /** These bytes have passed. */
    void passed(Buffer bytes) {
        int at = 0;
        while (at < bytes.length()) {
            if (payloadLeft > 0) {
                int skipped = (int) Math.min(payloadLeft, bytes.length() - at);
                payloadLeft -= skipped;
                at += skipped;
            } else {
                head[headLength++] = bytes.getByte(at++);
                readHead();
            }
        }
    }

    private void readHead() {
        if (headLength == 2) {
            headNeeded = 2 + lengthBytes() + ((head[1] & MASKED) == 0 ? 0 : 4);
        }
        if (headLength == headNeeded) {
            payloadLeft = payloadLength();
            headLength = 0;
            headNeeded = 2;
        }
    }

    private int lengthBytes() {
        return switch (head[1] & 0x7f) {
            case 126 -> 2;
            case 127 -> 8;
            default -> 0;
        };
    }

    private long payloadLength() {
        int bytes = lengthBytes();
        if (bytes == 0) {
            return head[1] & 0x7f;
        }
        long length = 0;
        for (int i = 0; i < bytes; i++) {
            length = length << 8 | (head[2 + i] & 0xff);
        }
        return length < 0 ? Long.MAX_VALUE : length;
    }

    /** Whether the last frame that has begun has also ended. */
    boolean isReached() {
        return payloadLeft == 0 && headLength == 0;
    }
}
