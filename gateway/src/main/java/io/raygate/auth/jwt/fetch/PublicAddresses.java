package io.raygate.auth.jwt.fetch;

import io.raygate.exchange.AddressRange;
import io.raygate.exchange.IpAddress;
import java.net.InetAddress;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/**
 * Tells the addresses of the public internet from all others, so that an issuer's name cannot lead
 * into our own network (S-54). From IANA's registries of special-purpose addresses; what is not
 * known to be public is not.
 */
final class PublicAddresses {
    private static final List<AddressRange> SPECIAL =
            ranges(
                    "0.0.0.0/8", // this network
                    "10.0.0.0/8", // private
                    "100.64.0.0/10", // shared by carriers
                    "127.0.0.0/8", // loopback
                    "169.254.0.0/16", // link-local, also the metadata of clouds
                    "172.16.0.0/12", // private
                    "192.0.0.0/24", // protocol assignments
                    "192.0.2.0/24", // documentation
                    "192.88.99.0/24", // relays of 6to4, given up
                    "192.168.0.0/16", // private
                    "198.18.0.0/15", // benchmarks
                    "198.51.100.0/24", // documentation
                    "203.0.113.0/24", // documentation
                    "224.0.0.0/4", // multicast
                    "240.0.0.0/4", // reserved, broadcast
                    "2001::/23", // protocol assignments, Teredo
                    "2001:db8::/32", // documentation
                    "2002::/16", // 6to4: an IPv4 address in disguise
                    "3fff::/20"); // documentation

    private static final AddressRange UNICAST = range("2000::/3");

    /** An IPv4 address as seen from a network that has IPv6 only (RFC 6052). */
    private static final AddressRange TRANSLATED = range("64:ff9b::/96");

    private static final long MAPPED = 0xFFFFL << 32;
    private static final long LOW_32 = 0xFFFF_FFFFL;

    private PublicAddresses() {}

    static boolean holds(InetAddress address) {
        return holds(IpAddress.of(address));
    }

    private static boolean holds(IpAddress address) {
        if (TRANSLATED.contains(address)) {
            return holds(new IpAddress(0, MAPPED | (address.low() & LOW_32)));
        }
        return (address.isIpv4() || UNICAST.contains(address))
                && SPECIAL.stream().noneMatch(range -> range.contains(address));
    }

    private static List<AddressRange> ranges(String... texts) {
        return Stream.of(texts).map(PublicAddresses::range).toList();
    }

    private static AddressRange range(String text) {
        return Objects.requireNonNull(AddressRange.parse(text));
    }
}
