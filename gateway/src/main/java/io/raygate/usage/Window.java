package io.raygate.usage;

import io.vertx.core.buffer.Buffer;

/**
 * A part of a buffer at a time as an array, which is several times cheaper to look through; one
 * array for all buffers of an answer.
 */
final class Window {
    private static final int LARGEST = 4 * 1024;

    private byte[] bytes = {};

    /** How many bytes of the buffer, from this one on, are now the first of {@link #bytes}. */
    int fill(Buffer data, int from) {
        int length = Math.min(data.length() - from, LARGEST);
        if (bytes.length < length) {
            bytes = new byte[length];
        }
        data.getBytes(from, from + length, bytes);
        return length;
    }

    byte[] bytes() {
        return bytes;
    }
}
