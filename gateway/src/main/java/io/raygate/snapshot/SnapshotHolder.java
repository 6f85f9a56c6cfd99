package io.raygate.snapshot;

import java.util.concurrent.atomic.AtomicReference;

/** The one reference through which every request sees the configuration. Thread-safe. */
public final class SnapshotHolder {
    private final AtomicReference<Snapshot> current;

    public SnapshotHolder(Snapshot first) {
        current = new AtomicReference<>(first);
    }

    public Snapshot current() {
        return current.get();
    }

    /** What requests that begin from now on see. */
    public void swap(Snapshot next) {
        current.set(next);
    }
}
