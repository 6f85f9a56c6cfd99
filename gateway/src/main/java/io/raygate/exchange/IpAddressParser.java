package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/**
 * Reads IP addresses strictly: dotted decimal of four parts without leading zeros, or RFC 4291
 * text, an IPv4 tail included. No names, no zones, no octal, nothing that asks a resolver.
 */
public final class IpAddressParser {
    private IpAddressParser() {}

    /** The address, or null if the text is none. */
    public static @Nullable IpAddress parse(String text) {
        return text.indexOf(':') < 0 ? ipv4(text) : ipv6(text);
    }

    private static @Nullable IpAddress ipv4(String text) {
        long address = ipv4Bits(text);
        return address < 0 ? null : IpAddress.ofIpv4(address);
    }

    private static long ipv4Bits(String text) {
        long address = 0;
        int start = 0;
        for (int part = 0; part < 4; part++) {
            int dot = part == 3 ? text.length() : text.indexOf('.', start);
            int octet = dot < 0 ? -1 : Decimal.parsePlain(text, start, dot, 255);
            if (octet < 0) {
                return -1;
            }
            address = (address << 8) | octet;
            start = dot + 1;
        }
        return address;
    }

    private static @Nullable IpAddress ipv6(String text) {
        int gap = text.indexOf("::");
        if (gap < 0) {
            Groups all = new Groups(text);
            return all.count == 8 ? all.address(0) : null;
        }
        Groups head = new Groups(text.substring(0, gap));
        Groups tail = new Groups(text.substring(gap + 2));
        if (head.count < 0 || tail.count < 0 || head.count + tail.count > 7 || head.dotted) {
            return null;
        }
        IpAddress before = head.address(8 - head.count);
        IpAddress after = tail.address(0);
        return new IpAddress(before.high() | after.high(), before.low() | after.low());
    }

    /** A run of groups without a gap; {@code count} is -1 if it is not well-formed. */
    private static final class Groups {
        private long high;
        private long low;
        private int count;
        private boolean dotted;

        Groups(String text) {
            int start = 0;
            while (start < text.length() && count >= 0) {
                int colon = text.indexOf(':', start);
                int end = colon < 0 ? text.length() : colon;
                boolean takes = colon < 0 ? last(text.substring(start)) : group(text, start, end);
                boolean endsInColon = colon >= 0 && colon == text.length() - 1;
                count = takes && !endsInColon && count <= 8 ? count : -1;
                start = end + 1;
            }
        }

        private boolean last(String part) {
            if (part.indexOf('.') < 0) {
                return group(part, 0, part.length());
            }
            dotted = true;
            long bits = ipv4Bits(part);
            push((int) (bits >>> 16));
            push((int) bits & 0xFFFF);
            return bits >= 0;
        }

        private boolean group(String text, int from, int to) {
            int value = 0;
            for (int i = from; i < to; i++) {
                int digit = UriCharacters.hex(text.charAt(i));
                if (digit < 0) {
                    return false;
                }
                value = (value << 4) | digit;
            }
            push(value);
            return to > from && to - from <= 4;
        }

        private void push(int group) {
            high = (high << 16) | (low >>> 48);
            low = (low << 16) | (group & 0xFFFFL);
            count++;
        }

        /** The groups as the last ones of an address, moved up by {@code places} groups. */
        private IpAddress address(int places) {
            return switch (places) {
                case 0 -> new IpAddress(high, low);
                case 1, 2, 3 ->
                        new IpAddress(
                                (high << (16 * places)) | (low >>> (64 - 16 * places)),
                                low << (16 * places));
                case 4, 5, 6, 7 -> new IpAddress(low << (16 * (places - 4)), 0);
                default -> new IpAddress(0, 0);
            };
        }
    }
}
