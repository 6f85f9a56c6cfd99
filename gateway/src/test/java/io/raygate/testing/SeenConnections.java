package io.raygate.testing;

import io.raygate.listener.ConnectionObserver;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

/** Remembers what a listener tells about its connections. */
public final class SeenConnections implements ConnectionObserver {
    private final AtomicInteger open = new AtomicInteger();
    private final AtomicInteger total = new AtomicInteger();
    private final List<String> refused = new CopyOnWriteArrayList<>();
    private final List<String> faults = new CopyOnWriteArrayList<>();
    private final List<String> goAways = new CopyOnWriteArrayList<>();
    private final List<String> timeouts = new CopyOnWriteArrayList<>();

    @Override
    public void opened(String listener, String protocol) {
        open.incrementAndGet();
        total.incrementAndGet();
    }

    @Override
    public void closed(String listener, String protocol) {
        open.decrementAndGet();
    }

    @Override
    public void refused(String listener, String reason) {
        refused.add(reason);
    }

    @Override
    public void framingFault(String listener, String reason) {
        faults.add(reason);
    }

    @Override
    public void goAway(String listener, String reason) {
        goAways.add(reason);
    }

    @Override
    public void timeout(String listener, String name) {
        timeouts.add(name);
    }

    public int open() {
        return open.get();
    }

    public int total() {
        return total.get();
    }

    public List<String> refused() {
        return refused;
    }

    public List<String> faults() {
        return faults;
    }

    public List<String> goAways() {
        return goAways;
    }

    public List<String> timeouts() {
        return timeouts;
    }
}
