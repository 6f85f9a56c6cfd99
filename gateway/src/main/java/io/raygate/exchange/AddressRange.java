package io.raygate.exchange;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * A range of IP addresses in CIDR form; an IPv4 range also holds the IPv4-mapped IPv6 forms.
 *
 * @param network the lowest address of the range
 * @param bits leading bits that count, of 128: those of an IPv4 range begin at 96
 */
public record AddressRange(IpAddress network, int bits) {

    public AddressRange {
        if (bits < 0 || bits > 128) {
            throw new IllegalArgumentException("a range has 0 to 128 bits");
        }
        network = masked(network, bits);
    }

    /**
     * The range that {@code 10.0.0.0/8}, {@code 2001:db8::/32} or a single address names, or null
     * if the text is none of these.
     */
    public static @Nullable AddressRange parse(String text) {
        int slash = text.indexOf('/');
        IpAddress address = IpAddressParser.parse(slash < 0 ? text : text.substring(0, slash));
        if (address == null) {
            return null;
        }
        boolean dotted = text.indexOf(':') < 0;
        int width = dotted ? 32 : 128;
        int prefix = slash < 0 ? width : Decimal.parsePlain(text, slash + 1, text.length(), width);
        return prefix < 0 ? null : new AddressRange(address, prefix + 128 - width);
    }

    /**
     * The range of a parsed network.
     *
     * @param prefix leading bits that count: 0 to 32 for IPv4, 0 to 128 for IPv6
     */
    public static AddressRange of(InetAddress network, int prefix) {
        int unused = 128 - network.getAddress().length * Byte.SIZE;
        return new AddressRange(IpAddress.of(network), unused + prefix);
    }

    /** Whether it holds the address; a range of IPv6 holds no IPv4 address, however wide it is. */
    public boolean contains(IpAddress address) {
        return address.isIpv4() == isIpv4() && masked(address, bits).equals(network);
    }

    private boolean isIpv4() {
        return bits >= 96 && network.isIpv4();
    }

    private static IpAddress masked(IpAddress address, int bits) {
        return new IpAddress(
                address.high() & mask(Math.min(bits, 64)),
                address.low() & mask(Math.max(bits - 64, 0)));
    }

    private static long mask(int bits) {
        return bits == 0 ? 0 : -1L << (64 - bits);
    }
}
