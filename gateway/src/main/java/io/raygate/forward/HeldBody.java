package io.raygate.forward;

import io.vertx.core.buffer.Buffer;
import java.util.ArrayList;
import java.util.List;

/**
 * A request body that was read to its end before anything was sent, in parts of 64 KiB. It takes
 * room that all bodies share until it is on its way; then only a small one is kept, for another
 * attempt (S-85).
 */
public final class HeldBody {
    private static final int PART = 64 * 1024;

    private final BodyRoom.Share room;
    private List<Buffer> parts = new ArrayList<>(1);
    private long length;
    private boolean dropped;

    HeldBody(BodyRoom.Share room) {
        this.room = room;
    }

    /** Adds a copy, so that parts are neither many nor anybody else's. */
    void append(Buffer chunk) {
        int at = 0;
        while (at < chunk.length()) {
            Buffer part = parts.isEmpty() ? null : parts.getLast();
            if (part == null || part.length() == PART) {
                part = Buffer.buffer(Math.min(PART, chunk.length() - at));
                parts.add(part);
            }
            int taken = Math.min(PART - part.length(), chunk.length() - at);
            part.appendBuffer(chunk, at, taken);
            at += taken;
        }
        length += chunk.length();
    }

    /**
     * Puts other bytes into the place of some.
     *
     * @param at where, from 0
     * @param replaced how many bytes are no longer wanted
     */
    public void edit(long at, int replaced, Buffer bytes) {
        List<Buffer> before = parts;
        parts = new ArrayList<>(before.size() + 1);
        long rest = length - at - replaced;
        long from = 0;
        length = 0;
        boolean put = false;
        for (Buffer part : before) {
            long to = from + part.length();
            appendPart(part, from, 0, at);
            if (!put && to >= at) {
                append(bytes);
                put = true;
            }
            appendPart(part, from, at + replaced, at + replaced + rest);
            from = to;
        }
        if (!put) {
            append(bytes);
        }
    }

    /** Adds what of a part lies between two places of the document. */
    private void appendPart(Buffer part, long from, long first, long end) {
        int begin = Math.clamp(first - from, 0, part.length());
        int stop = Math.clamp(end - from, 0, part.length());
        if (begin < stop) {
            append(part.slice(begin, stop));
        }
    }

    int parts() {
        return parts.size();
    }

    Buffer part(int index) {
        return parts.get(index);
    }

    /** In bytes. */
    public long length() {
        return length;
    }

    boolean isInHand() {
        return !dropped;
    }

    /**
     * All of it is on its way.
     *
     * @param last whether no other attempt will follow
     */
    void sent(boolean last) {
        room.giveBack();
        if (last || length > PART) {
            drop();
        }
    }

    /** Nothing of it is needed any longer; more than once is the same as once. */
    public void drop() {
        room.giveBack();
        dropped = true;
        parts = List.of();
    }
}
