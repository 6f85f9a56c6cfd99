package io.raygate.auth;

import io.raygate.exchange.IpAddress;
import io.raygate.exchange.IpAddressParser;
import java.time.Duration;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts failed credentials per client address and per claimed key id, and says when guessing has
 * become too fast (S-65). Only failing attempts ask it, so a good credential from the same address
 * always passes. Lives as long as the gateway, through reloads.
 */
public final class Throttle {

    /**
     * Wrong signatures per address (S-57): a burst of 1,000 costs one core some 50 ms once, 50 a
     * second cost it 0.25 %. So many tokens never come by mistake, and a good token pays nothing.
     */
    private static final FailureRates.Rate SIGNATURES =
            new FailureRates.Rate(1_000, Duration.ofSeconds(20));

    private final LongSupplier nanos;
    private volatile Tables tables;

    /** One table for each rate that is on. */
    private record Tables(
            FailureRates rates,
            @Nullable RateTable<String> addresses,
            @Nullable RateTable<String> ids,
            RateTable<String> signatures) {}

    /**
     * @param nanos a monotonic clock (S-102)
     */
    public Throttle(FailureRates rates, LongSupplier nanos) {
        this.nanos = nanos;
        this.tables = tables(rates, nanos);
    }

    /** Goes on with these rates; counts are kept if they are the same ones. From one thread. */
    public void rates(FailureRates rates) {
        if (!rates.equals(tables.rates())) {
            tables = tables(rates, nanos);
        }
    }

    /**
     * Counts one failed attempt.
     *
     * @param address the resolved client address
     * @param id the public id that the credential claims, or null
     * @return 0 while both keep to their rate, else the seconds to wait, rounded up
     */
    public int failed(String address, @Nullable String id) {
        Tables current = tables;
        int byAddress = count(current.addresses(), network(address));
        return Math.max(byAddress, id == null ? 0 : count(current.ids(), id));
    }

    /** Whether no more signatures are verified for this address: seconds to wait, or 0. */
    public int signatureWait(String address) {
        Tables current = tables;
        return current.addresses() == null ? 0 : current.signatures().wait(network(address));
    }

    /** Counts a signature, verified for this address, of a token that was refused. */
    public void signatureFailed(String address) {
        tables.signatures().count(network(address));
    }

    /**
     * Whom an address stands for: an IPv6 caller owns at least a /64 (RFC 6177), so its lower half
     * says nothing.
     */
    public static String network(String address) {
        IpAddress parsed = address.indexOf(':') < 0 ? null : IpAddressParser.parse(address);
        return parsed == null || parsed.isIpv4()
                ? address
                : Long.toHexString(parsed.high()) + "::/64";
    }

    private static int count(@Nullable RateTable<String> table, String key) {
        return table == null ? 0 : table.count(key);
    }

    private static Tables tables(FailureRates rates, LongSupplier nanos) {
        return new Tables(
                rates,
                rates.perAddress() == null ? null : new RateTable<>(rates.perAddress(), nanos),
                rates.perKey() == null ? null : new RateTable<>(rates.perKey(), nanos),
                new RateTable<>(SIGNATURES, nanos));
    }
}
