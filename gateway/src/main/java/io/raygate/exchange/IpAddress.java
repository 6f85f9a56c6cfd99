package io.raygate.exchange;

import java.net.InetAddress;
import java.nio.ByteBuffer;

/**
 * An IP address as 128 bits; an IPv4 address and its IPv4-mapped IPv6 form are the same address.
 *
 * @param high the first eight octets
 * @param low the last eight octets
 */
public record IpAddress(long high, long low) {
    private static final long MAPPED = 0xFFFFL << 32;

    /** The same address; the zone of a link-local one is left out. */
    public static IpAddress of(InetAddress address) {
        ByteBuffer octets = ByteBuffer.wrap(address.getAddress());
        return octets.remaining() == 4
                ? ofIpv4(octets.getInt() & 0xFFFFFFFFL)
                : new IpAddress(octets.getLong(), octets.getLong());
    }

    static IpAddress ofIpv4(long address) {
        return new IpAddress(0, MAPPED | address);
    }

    public boolean isIpv4() {
        return high == 0 && (low >>> 32) == 0xFFFF;
    }

    /** Dotted decimal, or the shortest IPv6 form in lower case (RFC 5952). */
    @Override
    public String toString() {
        return isIpv4() ? ipv4() : Ipv6Text.of(this);
    }

    private String ipv4() {
        return ((low >>> 24) & 255)
                + "."
                + ((low >>> 16) & 255)
                + "."
                + ((low >>> 8) & 255)
                + "."
                + (low & 255);
    }

    /** The 16-bit group at {@code index}, 0 to 7. */
    int group(int index) {
        long half = index < 4 ? high : low;
        return (int) (half >>> (48 - 16 * (index & 3))) & 0xFFFF;
    }
}
