package io.raygate.listener;

import io.raygate.exchange.IpAddress;
import java.util.function.Predicate;

/**
 * How many connections may be open at once over all public listeners (S-83).
 *
 * @param max of all
 * @param perAddress of one address, 0 is off
 * @param trusted which peers are proxies: they are not held to {@code perAddress}, and only they
 *     may speak PROXY protocol
 */
public record ConnectionCaps(int max, int perAddress, Predicate<IpAddress> trusted) {

    /** Security.md, section 21; nobody is trusted. */
    public static final ConnectionCaps DEFAULT = new ConnectionCaps(10_000, 256, address -> false);

    private static final int RESERVE = 1024;

    /**
     * Lowers {@code max} to what the descriptors of the process carry: two for each connection, and
     * 1,024 for all else (S-104).
     *
     * @param descriptors how many the process may have, or -1 where that is not known
     */
    public ConnectionCaps within(long descriptors) {
        long carried = Math.max(1, (descriptors - RESERVE) / 2);
        return descriptors < 0 || carried >= max
                ? this
                : new ConnectionCaps((int) carried, perAddress, trusted);
    }
}
