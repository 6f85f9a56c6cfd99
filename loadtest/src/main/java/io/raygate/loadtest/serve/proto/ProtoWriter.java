package io.raygate.loadtest.serve.proto;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Builds a message field by field. */
public final class ProtoWriter {
    private static final int VARINT = 0;
    private static final int LENGTH_DELIMITED = 2;

    private final Buffer message = Buffer.buffer();

    /** Adds a string field. */
    public ProtoWriter string(int number, String value) {
        byte[] text = value.getBytes(StandardCharsets.UTF_8);
        varint((long) number << 3 | LENGTH_DELIMITED);
        varint(text.length);
        message.appendBytes(text);
        return this;
    }

    /** Adds an int64 field; a zero is left out, as proto3 does. */
    public ProtoWriter int64(int number, long value) {
        if (value != 0) {
            varint((long) number << 3 | VARINT);
            varint(value);
        }
        return this;
    }

    private void varint(long value) {
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            message.appendByte((byte) ((rest & 0x7F) | 0x80));
            rest >>>= 7;
        }
        message.appendByte((byte) rest);
    }

    /** The message so far. */
    public Buffer toBuffer() {
        return message;
    }
}
