package io.raygate.config;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Reads IP addresses strictly and without asking anybody: four decimal parts, or IPv6 without zone.
 */
final class IpLiterals {

    private IpLiterals() {}

    static Optional<InetAddress> parse(String text) {
        if (text.indexOf(':') < 0) {
            return isDotted(text) ? Optional.of(InetAddress.ofLiteral(text)) : Optional.empty();
        }
        if (!text.chars()
                .allMatch(c -> (c < 0x80 && Character.digit(c, 16) >= 0) || c == ':' || c == '.')) {
            return Optional.empty();
        }
        try {
            return Optional.of(Inet6Address.ofLiteral(text));
        } catch (IllegalArgumentException notAnAddress) {
            return Optional.empty();
        }
    }

    /** The JDK also reads {@code 127.1} and {@code 010.0.0.1}, which others read otherwise. */
    private static boolean isDotted(String text) {
        String[] parts = text.split("\\.", -1);
        for (String part : parts) {
            OptionalLong value = Digits.parse(part);
            if (value.isEmpty()
                    || value.getAsLong() > 255
                    || (part.length() > 1 && part.charAt(0) == '0')) {
                return false;
            }
        }
        return parts.length == 4;
    }
}
