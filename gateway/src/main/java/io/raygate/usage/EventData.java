package io.raygate.usage;

import io.vertx.core.buffer.Buffer;

/** The data of one event, line by line without the name of the field, read as one document. */
final class EventData {
    private static final String FIELD = "data:";
    private static final int OTHER = -1;

    private final UsageReader reader = new UsageReader();

    /** How many letters of the field's name the line has; {@link #OTHER}: it is not data. */
    private int matched;

    UsageReader reader() {
        return reader;
    }

    void take(Buffer bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            take(bytes.getByte(i));
        }
    }

    private void take(byte octet) {
        if (octet == '\n' || octet == '\r') {
            // A line feed after a carriage return makes one blank more, which JSON does not mind.
            reader.take((byte) '\n');
            matched = 0;
        } else if (matched == FIELD.length()) {
            reader.take(octet);
        } else if (matched != OTHER) {
            matched = octet == FIELD.charAt(matched) ? matched + 1 : OTHER;
        }
    }
}
