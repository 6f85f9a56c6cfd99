package io.raygate.store;

import io.raygate.exchange.Usage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Events as octets, for memory: written and read by the same release or the next one. */
final class UsageWords {
    private UsageWords() {}

    /**
     * Writes an event.
     *
     * @throws java.nio.BufferOverflowException if there is too little room
     */
    static void write(UsageEvent event, ByteBuffer to) {
        write(event.id(), to);
        write(event.requestId(), to);
        to.putLong(event.endedAt());
        write(event.tenant(), to);
        write(event.key(), to);
        write(event.route(), to);
        write(event.model(), to);
        write(event.cluster(), to);
        to.putInt(event.status());
        to.put((byte) (event.failed() ? 1 : 0));
        to.put((byte) (event.metered() ? 1 : 0));
        Usage usage = event.usage();
        to.putLong(usage.input()).putLong(usage.cachedInput());
        to.putLong(usage.output()).putLong(usage.reasoning());
        to.putLong(event.gpuMillis());
    }

    private static void write(String text, ByteBuffer to) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        to.putInt(octets.length).put(octets);
    }

    /** What {@link #write} wrote. */
    static UsageEvent read(ByteBuffer from) {
        return new UsageEvent(
                text(from),
                text(from),
                from.getLong(),
                text(from),
                text(from),
                text(from),
                text(from),
                text(from),
                from.getInt(),
                from.get() != 0,
                from.get() != 0,
                new Usage(from.getLong(), from.getLong(), from.getLong(), from.getLong()),
                from.getLong());
    }

    private static String text(ByteBuffer from) {
        byte[] octets = new byte[from.getInt()];
        from.get(octets);
        return new String(octets, StandardCharsets.UTF_8);
    }
}
