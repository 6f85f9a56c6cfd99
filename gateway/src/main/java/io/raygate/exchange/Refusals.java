package io.raygate.exchange;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * The last requests that this gateway refused, of callers whose tenant is known: strangers push out
 * nothing. A tenant shares the places of its part with few others, so that whoever is refused most
 * pushes out little of the rest. Lock-free, any thread.
 */
public final class Refusals {
    private static final int PARTS = 16;
    private static final int PLACES = 256;

    private final AtomicReferenceArray<@Nullable Refused> places =
            new AtomicReferenceArray<>(PARTS * PLACES);
    private final AtomicInteger[] next = new AtomicInteger[PARTS];

    public Refusals() {
        for (int i = 0; i < PARTS; i++) {
            next[i] = new AtomicInteger();
        }
    }

    /** Takes the place of the oldest one of its part. */
    public void add(Refused refused) {
        int part = part(refused.tenant());
        int place = Math.floorMod(next[part].getAndIncrement(), PLACES);
        places.set(part * PLACES + place, refused);
    }

    /**
     * The last one of this id, or null.
     *
     * @param tenant the only one whose requests are looked at; null: all
     */
    public @Nullable Refused find(String id, @Nullable String tenant) {
        int from = tenant == null ? 0 : part(tenant) * PLACES;
        int to = tenant == null ? places.length() : from + PLACES;
        Refused found = null;
        for (int i = from; i < to; i++) {
            Refused one = places.get(i);
            if (one != null && isMeant(one, id, tenant) && isNewer(one, found)) {
                found = one;
            }
        }
        return found;
    }

    private static boolean isMeant(Refused one, String id, @Nullable String tenant) {
        return one.id().equals(id) && (tenant == null || one.tenant().equals(tenant));
    }

    /** Trusted hops may call two requests the same. */
    private static boolean isNewer(Refused one, @Nullable Refused other) {
        return other == null || one.atMillis() >= other.atMillis();
    }

    private static int part(String tenant) {
        return Math.floorMod(tenant.hashCode(), PARTS);
    }
}
