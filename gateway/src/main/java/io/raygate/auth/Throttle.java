package io.raygate.auth;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts failed credentials per client address and per claimed key id, and says when guessing has
 * become too fast (S-65). Only failing attempts ask it, so a good credential from the same address
 * always passes. Lives as long as the gateway: a reload changes its rates, not its counts.
 */
public final class Throttle {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private final RateTable<String> addresses;
    private final RateTable<String> ids;
    private volatile FailureRates rates;

    /**
     * @param nanos a monotonic clock (S-102)
     */
    public Throttle(FailureRates rates, LongSupplier nanos) {
        this.rates = rates;
        this.addresses = new RateTable<>(MINUTE, nanos);
        this.ids = new RateTable<>(MINUTE, nanos);
    }

    /** Replaces the rates; from any thread. */
    public void rates(FailureRates changed) {
        rates = changed;
    }

    /**
     * Counts one failed attempt.
     *
     * @param address the resolved client address
     * @param id the public id that the credential claims, or null
     * @return 0 while both keep to their rate, else the seconds to wait, rounded up
     */
    public int failed(String address, @Nullable String id) {
        FailureRates current = rates;
        int byAddress = addresses.count(network(address), current.perAddress());
        int byId = id == null ? 0 : ids.count(id, current.perKey());
        return Math.max(byAddress, byId);
    }

    /**
     * Whom an address stands for: an IPv6 caller owns at least a /64 (RFC 6177), so its lower half
     * says nothing.
     */
    public static String network(String address) {
        if (address.indexOf(':') < 0) {
            return address;
        }
        try {
            return InetAddress.ofLiteral(address) instanceof Inet6Address six
                    ? firstHalf(six.getAddress())
                    : address;
        } catch (IllegalArgumentException _) {
            return address;
        }
    }

    private static String firstHalf(byte[] address) {
        long bits = 0;
        for (int i = 0; i < 8; i++) {
            bits = bits << 8 | (address[i] & 0xff);
        }
        return Long.toHexString(bits) + "::/64";
    }
}
