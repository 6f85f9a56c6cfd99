package io.raygate.listener;

import java.util.function.LongSupplier;

/** What the guards of all connections of one event loop share; confined to it. */
final class Loop {
    private final ListenerSettings settings;
    private final ConnectionObserver observer;
    private final Connections connections;
    private final LongSupplier nanos;
    private final LoopDeadlines deadlines;
    private final byte[] line;
    private boolean draining;

    Loop(ListenerSettings settings, ListenerParts parts) {
        this.settings = settings;
        this.observer = parts.observer();
        this.connections = parts.connections();
        this.nanos = parts.nanos();
        this.deadlines = new LoopDeadlines(settings.timeouts(), nanos);
        this.line = new byte[settings.head().line()];
    }

    ListenerSettings settings() {
        return settings;
    }

    /** Scratch for one line at a time. */
    byte[] line() {
        return line;
    }

    long nanos() {
        return nanos.getAsLong();
    }

    LoopDeadlines deadlines() {
        return deadlines;
    }

    boolean isDraining() {
        return draining;
    }

    void drain() {
        draining = true;
    }

    void faulted(FramingFault fault) {
        observer.framingFault(settings.id(), fault.word());
    }

    void timedOut(String name) {
        observer.timeout(settings.id(), name);
    }

    void wentAway(String reason) {
        observer.goAway(settings.id(), reason);
    }

    void refused(String reason) {
        observer.refused(settings.id(), reason);
    }

    Connections connections() {
        return connections;
    }

    void opened(String protocol) {
        observer.opened(settings.id(), protocol);
    }

    void closed(String protocol) {
        observer.closed(settings.id(), protocol);
    }
}
