package io.raygate.listener;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http2.Http2Error;
import io.netty.util.collection.IntObjectHashMap;
import io.netty.util.collection.IntObjectMap;
import org.jspecify.annotations.Nullable;

/**
 * Follows the frames that a client sends and finds heads on streams that it has ended or passed
 * over (RFC 9113, 5.1 and 5.1.1), and floods (S-20). The codec forgets closed streams: to it a head
 * there looks like a late frame, and most other frames are dropped before anybody could count them.
 */
final class FrameOrder {
    private static final int PREFACE = 24;
    private static final int HEADER = 9;
    private static final int DATA = 0;
    private static final int HEADERS = 1;
    private static final int RST_STREAM = 3;
    private static final int WINDOW_UPDATE = 8;
    private static final int CONTINUATION = 9;
    private static final int END_STREAM = 1;
    private static final int END_HEADERS = 4;

    private static final Http2Error CALM = Http2Error.ENHANCE_YOUR_CALM;

    /** Beyond so many streams that were refused but never ended, nothing can be said any more. */
    private static final int MOST_OPEN = 4_096;

    private final FloodMeter meter;
    private final byte[] header = new byte[HEADER];
    private final IntObjectMap<Boolean> open = new IntObjectHashMap<>();
    private int skip = PREFACE;
    private int filled;
    private int highest = -1;
    private int passedFrom = Integer.MAX_VALUE;
    private int passedTo;
    private boolean headOpen;
    private boolean headClosing;
    private long heads;

    FrameOrder(FloodMeter meter) {
        this.meter = meter;
    }

    /** Looks at further bytes, without reading them; null is good. */
    @Nullable Http2Error look(ByteBuf in) {
        int at = in.readerIndex();
        int end = in.writerIndex();
        Http2Error fault = null;
        while (at < end && fault == null) {
            if (skip > 0) {
                int step = Math.min(skip, end - at);
                skip -= step;
                at += step;
                closeHead();
            } else {
                header[filled++] = in.getByte(at++);
                fault = filled == HEADER ? frame() : null;
            }
        }
        return fault;
    }

    /** Whether a head, or the header of a frame, has begun and is not complete. */
    boolean isHeadOpen() {
        return headOpen || filled > 0;
    }

    /** How many heads have been completed. */
    long heads() {
        return heads;
    }

    private void closeHead() {
        if (skip == 0 && headClosing) {
            headOpen = false;
            headClosing = false;
            heads++;
        }
    }

    private @Nullable Http2Error frame() {
        filled = 0;
        skip = number(0, 0xff, 3);
        int flags = header[4];
        int stream = number(5, 0x7f, 4);
        if (header[3] == HEADERS || header[3] == CONTINUATION) {
            headOpen = true;
            headClosing = (flags & END_HEADERS) != 0;
            closeHead();
        }
        return switch (header[3]) {
            case HEADERS -> head(stream, (flags & END_STREAM) != 0);
            case DATA -> ended(stream, (flags & END_STREAM) != 0);
            case RST_STREAM -> meter.isTooManyResets() ? CALM : ended(stream, true);
            case WINDOW_UPDATE -> meter.isTooManyWidenings(stream) ? CALM : null;
            case CONTINUATION -> null;
            default -> meter.isTooMany(header[3] & 0xff) ? CALM : null;
        };
    }

    /** The number at {@code from} in so many octets, of the first of which only some bits count. */
    private int number(int from, int mask, int octets) {
        int number = header[from] & mask;
        for (int i = 1; i < octets; i++) {
            number = (number << 8) | (header[from + i] & 0xff);
        }
        return number;
    }

    private @Nullable Http2Error head(int stream, boolean end) {
        if (stream > highest) {
            if (stream > highest + 2) {
                passedFrom = highest + 2;
                passedTo = stream - 2;
            }
            highest = stream;
            if (open.size() < MOST_OPEN) {
                open.put(stream, Boolean.TRUE);
            }
        } else if (!open.containsKey(stream) && open.size() < MOST_OPEN) {
            boolean passed = stream >= passedFrom && stream <= passedTo;
            return passed ? Http2Error.PROTOCOL_ERROR : Http2Error.STREAM_CLOSED;
        }
        return ended(stream, end);
    }

    private @Nullable Http2Error ended(int stream, boolean end) {
        if (end && open.size() < MOST_OPEN) {
            open.remove(stream);
        }
        return null;
    }
}
