package io.raygate.auth.jwt;

import java.util.Collection;
import java.util.List;

/**
 * The revocations in force; any thread. Once a change has returned, no token is accepted against
 * what was there before. Lives as long as the gateway, through reloads; how many there are is
 * bounded by whoever feeds it.
 */
public final class Revocations {
    private volatile RevocationSet current = new RevocationSet(List.of());

    /** These and no others. */
    public synchronized void replace(Collection<Revocation> revocations) {
        current = new RevocationSet(revocations);
    }

    /** One more. */
    public synchronized void add(Revocation revocation) {
        current = current.with(revocation);
    }

    /** As long as nothing changes it is the same object. */
    RevocationSet current() {
        return current;
    }
}
