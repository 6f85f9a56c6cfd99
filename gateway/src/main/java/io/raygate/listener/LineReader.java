package io.raygate.listener;

import io.netty.buffer.ByteBuf;
import java.util.Arrays;

/**
 * Takes whole lines out of a buffer into an array: a line ends in CRLF and in nothing else (S-05).
 * It remembers how far it has looked, so that a line that drips in is not searched again and again.
 * The array belongs to the event loop and holds one line at a time, of one connection; nothing of a
 * line stays in it behind a shorter one, so the empty line that ends a head leaves no credential
 * (S-95).
 */
final class LineReader {
    /** The line is not complete yet. */
    static final int INCOMPLETE = -1;

    /** The line is longer than it may be. */
    static final int TOO_LONG = -2;

    /** The line ends in LF without CR. */
    static final int BARE = -3;

    private final byte[] line;
    private int searched;
    private int used;

    LineReader(byte[] line) {
        this.line = line;
    }

    /**
     * Reads the next line, without its end, into {@link #octets()}.
     *
     * @param max bytes without the line end
     * @return its length, or one of the negative values, which leave the buffer as it is
     */
    int read(ByteBuf in, int max) {
        int start = in.readerIndex();
        int end = in.indexOf(start + searched, in.writerIndex(), (byte) '\n');
        if (end < 0) {
            searched = in.readableBytes();
            return searched > max + 1 ? TOO_LONG : INCOMPLETE;
        }
        int length = end - start - 1;
        if (length > max) {
            return TOO_LONG;
        }
        if (length < 0 || in.getByte(end - 1) != '\r') {
            return BARE;
        }
        searched = 0;
        in.readBytes(line, 0, length).skipBytes(2);
        if (length < used) {
            Arrays.fill(line, length, used, (byte) 0);
        }
        used = length;
        return length;
    }

    /** The last line read; valid until the next one is. */
    byte[] octets() {
        return line;
    }
}
