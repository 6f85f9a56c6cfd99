package io.raygate.loadtest.serve.proto;

import io.vertx.core.buffer.Buffer;
import java.nio.charset.StandardCharsets;

/** Reads the fields of a message in order; the kinds it does not need are skipped. */
public final class ProtoReader {
    private final Buffer message;
    private int at;
    private int number;
    private long whole;
    private String text = "";

    public ProtoReader(Buffer message) {
        this.message = message;
    }

    /**
     * Moves to the next field.
     *
     * @return whether there was one
     * @throws IndexOutOfBoundsException where the message is cut off
     */
    public boolean next() {
        if (at >= message.length()) {
            return false;
        }
        long key = varint();
        number = (int) (key >>> 3);
        switch ((int) (key & 7)) {
            case 0 -> whole = varint();
            case 1 -> at += 8;
            case 2 -> {
                int length = (int) varint();
                text = message.getString(at, at + length, StandardCharsets.UTF_8.name());
                at += length;
            }
            case 5 -> at += 4;
            default -> throw new IndexOutOfBoundsException("wire type of field " + number);
        }
        return true;
    }

    private long varint() {
        long value = 0;
        for (int shift = 0; shift < 64; shift += 7) {
            byte octet = message.getByte(at++);
            value |= (octet & 0x7FL) << shift;
            if (octet >= 0) {
                break;
            }
        }
        return value;
    }

    /** The number of the field. */
    public int number() {
        return number;
    }

    /** Its value, where it is a string. */
    public String string() {
        return text;
    }

    /** Its value, where it is a whole number. */
    public long int64() {
        return whole;
    }
}
