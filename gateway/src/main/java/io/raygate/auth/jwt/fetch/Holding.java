package io.raygate.auth.jwt.fetch;

import io.raygate.auth.jwt.KeySet;

/** What is held of an issuer's keys. */
sealed interface Holding {

    /** There has been no set yet. */
    record Nothing() implements Holding {}

    /** The last good set, good until a newer one or its age replaces it. */
    record Good(KeySet set, long fetchedNanos) implements Holding {}

    /** The last good set was older than it may get, and is gone. */
    record Expired(long fetchedNanos) implements Holding {}
}
