package io.raygate.config;

import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A range of addresses; a single address is the range with all bits fixed.
 *
 * @param bits how many leading bits are fixed: 0 to 32 for IPv4, 0 to 128 for IPv6
 */
public record Cidr(InetAddress network, int bits) {
    static final Form<Cidr> FORM = new CidrForm();

    /** The range as it is written, an address alone without bits. */
    @Override
    public String toString() {
        String address = network.getHostAddress();
        return bits == network.getAddress().length * 8 ? address : address + "/" + bits;
    }

    private static final class CidrForm implements Form<Cidr> {

        @Override
        public Parsed<Cidr> parse(String text) {
            int slash = text.indexOf('/');
            Optional<InetAddress> address =
                    IpLiterals.parse(slash < 0 ? text : text.substring(0, slash));
            if (address.isEmpty()) {
                return Parsed.wrong("is not an address");
            }
            int width = address.get().getAddress().length * 8;
            OptionalLong bits =
                    slash < 0 ? OptionalLong.of(width) : Digits.parse(text.substring(slash + 1));
            if (bits.isEmpty() || bits.getAsLong() > width) {
                return Parsed.wrong("does not end in 0 to " + width + " bits");
            }
            Cidr cidr = new Cidr(address.get(), (int) bits.getAsLong());
            return hasLooseBits(cidr)
                    ? Parsed.wrong("has address bits behind its " + cidr.bits + " fixed ones")
                    : Parsed.of(cidr);
        }

        private static boolean hasLooseBits(Cidr cidr) {
            byte[] address = cidr.network.getAddress();
            for (int i = cidr.bits; i < address.length * 8; i++) {
                if ((address[i / 8] >> (7 - i % 8) & 1) == 1) {
                    return true;
                }
            }
            return false;
        }

        @Override
        public String allowed() {
            return "an address or a range such as 10.0.0.0/24 or fd00::/8";
        }
    }
}
