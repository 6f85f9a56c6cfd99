package io.raygate.admin;

import java.util.HashSet;
import java.util.Set;

/**
 * Bounds the answers that hold a connection to the store for as long as their reader takes: one for
 * one credential, and backups, which only owners take, have a place that no other answer takes. Any
 * thread.
 */
final class LongAnswers {
    /** With {@link #BACKUPS} fewer than there are connections: the data path needs one, too. */
    private static final int EXPORTS = 2;

    private static final int BACKUPS = 1;

    private final Set<String> exports = new HashSet<>();
    private final Set<String> backups = new HashSet<>();

    /** Whether there is a place for it, which is to be left once it is written. */
    synchronized boolean enter(Arrived request) {
        String holder = Doorman.holder(request);
        boolean second = exports.contains(holder) || backups.contains(holder);
        boolean full = places(request).size() >= (isBackup(request) ? BACKUPS : EXPORTS);
        return !second && !full && places(request).add(holder);
    }

    synchronized void leave(Arrived request) {
        places(request).remove(Doorman.holder(request));
    }

    private Set<String> places(Arrived request) {
        return isBackup(request) ? backups : exports;
    }

    private static boolean isBackup(Arrived request) {
        return request.operation().need() instanceof Need.Owner;
    }
}
