package io.raygate.exchange;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A CIDR block (RFC 4632, RFC 4291 section 2.3). Host bits below the prefix are ignored; an
 * IPv4-mapped IPv6 address counts as the IPv4 address.
 */
public final class AddressRange {
    private final byte[] network;
    private final int bits;

    /**
     * @param bits how many leading bits count: 0 to 32 for IPv4, 0 to 128 for IPv6
     */
    public AddressRange(InetAddress network, int bits) {
        this.network = network.getAddress();
        this.bits = bits;
        if (bits < 0 || bits > this.network.length * Byte.SIZE) {
            throw new IllegalArgumentException("a prefix is as long as its address at most");
        }
    }

    /** The address of a literal, never by a name look-up; null where it is none. */
    public static @Nullable InetAddress address(String literal) {
        try {
            return InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    public boolean contains(InetAddress candidate) {
        byte[] address = candidate.getAddress();
        if (address.length != network.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit += Byte.SIZE) {
            int mask = bits - bit >= Byte.SIZE ? 0xff : 0xff << (Byte.SIZE - (bits - bit));
            if (((address[bit / Byte.SIZE] ^ network[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
