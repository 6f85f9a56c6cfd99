package io.raygate.observe;

/** A block of finished lines on its way to the writer, or the word that no more will come. */
final class LogBlock {
    static final LogBlock END = new LogBlock(new byte[0], 0, 0);

    private final byte[] bytes;
    private final int length;
    private final int lines;

    LogBlock(byte[] bytes, int length, int lines) {
        this.bytes = bytes;
        this.length = length;
        this.lines = lines;
    }

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    int lines() {
        return lines;
    }

    boolean isEnd() {
        return lines == 0;
    }
}
