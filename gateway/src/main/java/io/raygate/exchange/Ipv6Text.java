package io.raygate.exchange;

/** Writes an IPv6 address as RFC 5952 recommends: the longest run of zero groups becomes "::". */
final class Ipv6Text {
    private Ipv6Text() {}

    static String of(IpAddress address) {
        int gap = longestGap(address);
        int gapEnd = gap < 0 ? -1 : gap + gapLength(address, gap);
        StringBuilder text = new StringBuilder(39);
        for (int i = 0; i < 8; i++) {
            if (i == gap) {
                text.append("::");
                i = gapEnd - 1;
            } else {
                if (i > 0 && i != gapEnd) {
                    text.append(':');
                }
                text.append(Integer.toHexString(address.group(i)));
            }
        }
        return text.toString();
    }

    private static int longestGap(IpAddress address) {
        int best = -1;
        int bestLength = 1;
        for (int i = 0; i < 8; i++) {
            int length = gapLength(address, i);
            if (length > bestLength) {
                best = i;
                bestLength = length;
            }
        }
        return best;
    }

    private static int gapLength(IpAddress address, int from) {
        int i = from;
        while (i < 8 && address.group(i) == 0) {
            i++;
        }
        return i - from;
    }
}
