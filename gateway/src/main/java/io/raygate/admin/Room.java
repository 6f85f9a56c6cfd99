package io.raygate.admin;

import java.util.HashMap;
import java.util.Map;

/**
 * Octets that bodies may take, all together and those of one holder, so that no one takes it all.
 * Any thread.
 */
final class Room {
    private final int most;
    private final int share;
    private final Map<String, Integer> shares = new HashMap<>();
    private int taken;

    /**
     * @param most of all holders
     * @param share of each
     */
    Room(int most, int share) {
        this.most = most;
        this.share = share;
    }

    /** Whether there was so much for this holder, who has it now. */
    synchronized boolean take(String holder, int octets) {
        int his = shares.getOrDefault(holder, 0);
        if (octets > most - taken || octets > share - his) {
            return false;
        }
        taken += octets;
        shares.put(holder, his + octets);
        return true;
    }

    synchronized void giveBack(String holder, int octets) {
        taken -= octets;
        shares.computeIfPresent(holder, (_, his) -> his == octets ? null : his - octets);
    }
}
