package io.raygate.forward;

import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of bodies are held at the same time: 64 MiB of all, and 16 MiB of one caller
 * unless it is a single body. One for the whole gateway; any thread.
 */
public final class BodyRoom {
    static final long ALL = 64L << 20;
    static final long OF_ONE = 16L << 20;

    private final AtomicLong held = new AtomicLong();
    private final ConcurrentMap<String, Long> byOwner = new ConcurrentHashMap<>();

    /** What one body takes of it. */
    Share share(String owner) {
        return new Share(this, owner);
    }

    /** Bytes that are held now. */
    public long held() {
        return held.get();
    }

    private boolean take(String owner, long before, int bytes) {
        if (held.addAndGet(bytes) > ALL) {
            held.addAndGet(-bytes);
            return false;
        }
        long ofOwner = byOwner.merge(owner, (long) bytes, Long::sum);
        if (ofOwner > OF_ONE && ofOwner > before + bytes) {
            give(owner, bytes);
            return false;
        }
        return true;
    }

    private void give(String owner, long bytes) {
        held.addAndGet(-bytes);
        byOwner.computeIfPresent(owner, (name, sum) -> sum == bytes ? null : sum - bytes);
    }

    /** The part of one body; confined to its event loop. */
    static final class Share {
        private final BodyRoom room;
        private final String owner;
        private long taken;

        private Share(BodyRoom room, String owner) {
            this.room = room;
            this.owner = owner;
        }

        /** Whether that many bytes more may be held. */
        boolean take(int bytes) {
            if (!room.take(owner, taken, bytes)) {
                return false;
            }
            taken += bytes;
            return true;
        }

        void giveBack() {
            if (taken > 0) {
                room.give(owner, taken);
                taken = 0;
            }
        }
    }
}
