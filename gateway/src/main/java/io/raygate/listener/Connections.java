package io.raygate.listener;

import io.raygate.exchange.IpAddress;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Counts the open connections of all public listeners and refuses those over a cap (S-83). */
public final class Connections {
    private static final Logger LOG = LoggerFactory.getLogger(Connections.class);

    private final AtomicInteger open = new AtomicInteger();
    private final ConcurrentHashMap<IpAddress, Integer> byAddress = new ConcurrentHashMap<>();
    private volatile ConnectionCaps caps;

    /** With caps as they are given: see {@link #withinDescriptors}. */
    public Connections(ConnectionCaps caps) {
        this.caps = caps;
    }

    /** Lowers the caps to what this process can carry, and says so in the log (S-104). */
    public static ConnectionCaps withinDescriptors(ConnectionCaps caps) {
        long descriptors = descriptors();
        var carried = caps.within(descriptors);
        if (carried.max() < caps.max()) {
            LOG.warn(
                    "connections.max {} lowered to {}: the process may have {} descriptors only",
                    caps.max(),
                    carried.max(),
                    descriptors);
        }
        return carried;
    }

    /** How many descriptors the process may have, or -1 where that is not known. */
    public static long descriptors() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof com.sun.management.UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : -1;
    }

    /** For connections from now on; open ones stay. */
    public void limit(ConnectionCaps changed) {
        caps = changed;
    }

    /** What new ones are held to; any thread. */
    public ConnectionCaps caps() {
        return caps;
    }

    /** How many are open; any thread. */
    public int open() {
        return open.get();
    }

    boolean trusts(IpAddress peer) {
        return caps.trusted().test(peer);
    }

    /**
     * Lets a connection in, or answers why not.
     *
     * @param counted the address that it counts for, or null where it is held to no cap of its own
     */
    @Nullable String enter(@Nullable IpAddress counted) {
        var current = caps;
        if (open.incrementAndGet() > current.max()) {
            open.decrementAndGet();
            return "max";
        }
        if (counted == null || enterAddress(counted, current.perAddress())) {
            return null;
        }
        open.decrementAndGet();
        return "per_address";
    }

    private boolean enterAddress(IpAddress address, int most) {
        int count = byAddress.merge(address, 1, Integer::sum);
        if (most > 0 && count > most) {
            leaveAddress(address);
            return false;
        }
        return true;
    }

    /** A connection that was let in has gone. */
    void leave(@Nullable IpAddress counted) {
        open.decrementAndGet();
        if (counted != null) {
            leaveAddress(counted);
        }
    }

    private void leaveAddress(IpAddress address) {
        byAddress.computeIfPresent(address, (key, count) -> count == 1 ? null : count - 1);
    }
}
