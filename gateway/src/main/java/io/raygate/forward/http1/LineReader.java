package io.raygate.forward.http1;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Gathers the bytes of one line from as many reads as it takes. A line ends in CRLF and holds no
 * other CR or LF (S-05).
 */
final class LineReader {
    /** What a read made of the line. */
    enum Progress {
        /** The line ends in a later read. */
        PARTIAL,
        /** The line is complete: {@link #bytes()}, {@link #length()}. */
        COMPLETE,
        TOO_LONG,
        MALFORMED
    }

    private byte[] bytes = new byte[256];
    private int length;
    private boolean complete;

    /**
     * Reads on; after a complete line, begins the next one.
     *
     * @param most bytes that the line may have, its end included
     */
    Progress read(ByteBuf in, int most) {
        if (complete) {
            complete = false;
            length = 0;
        }
        int feed = in.indexOf(in.readerIndex(), in.writerIndex(), (byte) '\n');
        int count = (feed < 0 ? in.writerIndex() : feed + 1) - in.readerIndex();
        if (length + count > most) {
            return Progress.TOO_LONG;
        }
        append(in, count);
        return feed < 0 ? Progress.PARTIAL : finish();
    }

    private void append(ByteBuf in, int count) {
        if (length + count > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(length + count, bytes.length * 2));
        }
        in.readBytes(bytes, length, count);
        length += count;
    }

    private Progress finish() {
        complete = true;
        if (length < 2 || bytes[length - 2] != '\r') {
            return Progress.MALFORMED;
        }
        length -= 2;
        return Progress.COMPLETE;
    }

    byte[] bytes() {
        return bytes;
    }

    /** Of the line without its end. */
    int length() {
        return length;
    }

    /** Whether a line has begun and not ended. */
    boolean isOpen() {
        return !complete && length > 0;
    }

    /** Forgets what was read. */
    void reset() {
        length = 0;
        complete = false;
        if (bytes.length > 4096) {
            bytes = new byte[256];
        }
    }
}
