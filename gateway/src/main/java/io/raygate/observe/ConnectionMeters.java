package io.raygate.observe;

import io.raygate.listener.ConnectionObserver;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** Counts connections by listener and protocol, and why they were refused or ended. */
final class ConnectionMeters implements ConnectionObserver, Samples.Source {
    private final Map<String, Map<String, LongAdder>> open = new ConcurrentHashMap<>();
    private final Counts refused = new Counts();
    private final Counts framing = new Counts();
    private final Counts goAways = new Counts();
    private final Counts timeouts = new Counts();

    @Override
    public void opened(String listener, String protocol) {
        of(listener, protocol).increment();
    }

    @Override
    public void closed(String listener, String protocol) {
        of(listener, protocol).decrement();
    }

    private LongAdder of(String listener, String protocol) {
        return open.computeIfAbsent(listener, l -> new ConcurrentHashMap<>())
                .computeIfAbsent(protocol, p -> new LongAdder());
    }

    @Override
    public void refused(String listener, String reason) {
        refused.add("", reason);
    }

    @Override
    public void framingFault(String listener, String reason) {
        framing.add(listener, reason);
    }

    @Override
    public void goAway(String listener, String reason) {
        goAways.add("", reason);
    }

    @Override
    public void timeout(String listener, String name) {
        timeouts.add("", name);
    }

    @Override
    public void read(Samples into) {
        open.forEach(
                (listener, row) ->
                        row.forEach(
                                (protocol, count) ->
                                        into.gauge(
                                                Metric.CONNECTIONS,
                                                count.intValue(),
                                                listener,
                                                protocol)));
        refused.readSecond(into, Metric.CONNECTIONS_REFUSED);
        framing.read(into, Metric.FRAMING_FAULTS);
        goAways.readSecond(into, Metric.HTTP2_GOAWAYS);
        timeouts.readSecond(into, Metric.TIMEOUTS);
    }
}
