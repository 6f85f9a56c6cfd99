package io.raygate.auth;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A CIDR block (RFC 4632, RFC 4291 section 2.3). Host bits below the prefix are ignored; an
 * IPv4-mapped IPv6 address counts as the IPv4 address.
 */
public final class AddressRange {
    private final byte[] network;
    private final int bits;

    private AddressRange(byte[] network, int bits) {
        this.network = network;
        this.bits = bits;
    }

    /** Reads {@code address/bits}, or a single address; null where it is neither. */
    public static @Nullable AddressRange parse(String text) {
        int slash = text.indexOf('/');
        InetAddress address = address(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return null;
        }
        byte[] network = address.getAddress();
        int widest = network.length * Byte.SIZE;
        int bits = slash < 0 ? widest : bits(text, slash + 1);
        return bits < 0 || bits > widest ? null : new AddressRange(network, bits);
    }

    /** The address of a literal, never by a name look-up; null where it is none. */
    static @Nullable InetAddress address(String literal) {
        try {
            return InetAddress.ofLiteral(literal);
        } catch (IllegalArgumentException _) {
            return null;
        }
    }

    private static int bits(String text, int start) {
        int length = text.length() - start;
        if (length < 1 || length > 3 || (length > 1 && text.charAt(start) == '0')) {
            return -1;
        }
        int bits = 0;
        for (int i = start; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            bits = bits * 10 + digit;
        }
        return bits;
    }

    boolean contains(InetAddress candidate) {
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
