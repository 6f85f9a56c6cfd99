package io.raygate.usage;

import io.raygate.exchange.Usage;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * Reads the usage of a stream of events; the last one told counts, and each piece of content as a
 * token until one is. Takes out, where asked to, the chunk that exists only because the gateway
 * wanted it: no choices, and a usage. All other bytes pass as they are, {@code "usage":null} in
 * other chunks too, which came for the same reason: no client minds that, and each chunk would have
 * to be written anew. Bytes wait only while the event they belong to could still be that chunk, or
 * where the stream is bounded: then each event passes as a whole, or it and the rest do not.
 */
final class EventMeter implements UsageMeter {
    /** An event of more bytes passes unread. */
    static final int LONGEST = 64 * 1024;

    private static final Buffer NOTHING = Buffer.buffer(0);

    private final boolean hides;
    private final @Nullable Bound bound;
    private final EventScan scan = new EventScan();
    private final Window window = new Window();
    private final Cut cut = new Cut();

    /** The beginning of an event that came with earlier bytes. */
    private @Nullable Buffer begun;

    /** Whether the client has not seen that beginning. */
    private boolean held;

    private boolean tooLong;
    private boolean hidden;
    private boolean over;
    private long pieces;
    private @Nullable Usage told;

    EventMeter(boolean hides) {
        this(hides, null);
    }

    /**
     * @param bound null: it may cost whatever it does
     */
    EventMeter(boolean hides, @Nullable Bound bound) {
        this.hides = hides;
        this.bound = bound;
    }

    @Override
    public Buffer pass(Buffer data) {
        if (over) {
            return NOTHING;
        }
        cut.begin(data);
        int from = follow(data);
        if (from < data.length()) {
            keep(data, from);
        }
        return cut.end();
    }

    @Override
    public Buffer end(Buffer last) {
        if (over) {
            return NOTHING;
        }
        cut.begin(last);
        int from = follow(last);
        if (!over && (from < last.length() || begun != null)) {
            endEvent(last, from, last.length());
        }
        return cut.end();
    }

    /** Deals with each event that ends in these bytes; where the next one begins. */
    private int follow(Buffer data) {
        int from = 0;
        int filled;
        for (int base = 0; base < data.length(); base += filled) {
            filled = window.fill(data, base);
            byte[] bytes = window.bytes();
            for (int i = scan.skip(bytes, 0, filled); i < filled; ) {
                from = take(bytes[i], data, from, base + i);
                if (over) {
                    return data.length();
                }
                i = scan.skip(bytes, i + 1, filled);
            }
        }
        return from;
    }

    /** Takes the byte at this place; where the event begins that the next one belongs to. */
    private int take(byte octet, Buffer data, int from, int at) {
        switch (scan.take(octet)) {
            case INSIDE -> {
                return from;
            }
            case END -> endEvent(data, from, at + 1);
            case END_TOO -> {
                if (hidden) {
                    cut.leaveOut(at, at + 1);
                }
            }
        }
        return at + 1;
    }

    private void endEvent(Buffer data, int from, int to) {
        hidden = scan.hasUsage() && fits(to - from) && readsAsHidden(data, from, to);
        if (scan.isPiece() && !allowsAnother()) {
            over = true;
            cut.leaveOut(tooLong ? to : from, data.length());
        } else if (hidden) {
            cut.leaveOut(from, to);
        } else {
            release();
        }
        pieces += scan.isPiece() && !over ? 1 : 0;
        begun = null;
        held = false;
        tooLong = false;
    }

    private boolean allowsAnother() {
        return bound == null
                || bound.allows(told == null ? counted(pieces + 1) : told, told != null);
    }

    private static Usage counted(long pieces) {
        return new Usage(0, 0, pieces, 0);
    }

    private boolean fits(int more) {
        return !tooLong && (begun == null ? 0 : begun.length()) + more <= LONGEST;
    }

    private boolean readsAsHidden(Buffer data, int from, int to) {
        EventData event = new EventData();
        if (begun != null) {
            event.take(begun, 0, begun.length());
        }
        event.take(data, from, to);
        UsageReader reader = event.reader();
        if (!reader.isWhole()) {
            return false;
        }
        if (reader.saysUsage()) {
            told = reader.usage();
        }
        return hides && !scan.hasChoices() && reader.isUsageAlone();
    }

    /** Lets go what was held back. */
    private void release() {
        if (held && begun != null) {
            cut.putIn(begun);
        }
        held = false;
    }

    /** The bytes from here on are of an event that is not complete. */
    private void keep(Buffer data, int from) {
        int length = data.length();
        tooLong = !fits(length - from);
        boolean mayBeHidden = hides && !scan.hasChoices();
        boolean holds = !tooLong && (mayBeHidden || bound != null);
        if (!holds) {
            release();
        }
        Buffer more = begun == null ? Buffer.buffer() : begun;
        begun = tooLong ? null : more.appendBuffer(data, from, length - from);
        if (holds) {
            cut.leaveOut(from, length);
            held = true;
        }
    }

    @Override
    public @Nullable Usage usage() {
        return told == null && pieces > 0 ? counted(pieces) : told;
    }

    @Override
    public boolean isCut() {
        return over;
    }

    @Override
    public boolean exact() {
        return told != null;
    }
}
