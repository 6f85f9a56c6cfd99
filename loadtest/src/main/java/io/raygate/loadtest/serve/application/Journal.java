package io.raygate.loadtest.serve.application;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A short memory of what happened to requests, by request id; safe for any thread. */
public final class Journal {
    private static final int SIZE = 10_000;

    private final Deque<Entry> entries = new ArrayDeque<>();

    /** What happened to a request inside its replica. */
    public enum Event {
        STARTED,
        CANCELLED,
        FINISHED,
        FAILED
    }

    /** One line of the journal. */
    public record Entry(Instant at, String requestId, Event event) {}

    /** Writes a line; the oldest gives way. */
    public synchronized void add(Instant at, String requestId, Event event) {
        if (entries.size() == SIZE) {
            entries.removeFirst();
        }
        entries.addLast(new Entry(at, requestId, event));
    }

    /** The lines of one request, or all of them, oldest first. */
    public synchronized List<Entry> of(@Nullable String requestId) {
        return entries.stream()
                .filter(entry -> requestId == null || entry.requestId().equals(requestId))
                .toList();
    }
}
