package io.raygate.listener;

import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * The keys that session tickets are sealed with: a new one each hour, and the one before it still
 * opens tickets (S-74). Thread-safe.
 */
final class TicketKeys {
    private static final long LIFE_NANOS = Duration.ofHours(1).toNanos();

    private final SecureRandom random;
    private final LongSupplier nanos;
    private OpenSslSessionTicketKey current;
    private OpenSslSessionTicketKey previous;
    private long madeNanos;

    TicketKeys(SecureRandom random, LongSupplier nanos) {
        this.random = random;
        this.nanos = nanos;
        current = make();
        previous = make();
        madeNanos = nanos.getAsLong();
    }

    /** Makes a new key if it is time; whether it was. */
    synchronized boolean rotate() {
        long now = nanos.getAsLong();
        if (now - madeNanos < LIFE_NANOS) {
            return false;
        }
        previous = current;
        current = make();
        madeNanos = now;
        return true;
    }

    /** The one that seals, then the one that only opens. */
    synchronized OpenSslSessionTicketKey[] keys() {
        return new OpenSslSessionTicketKey[] {current, previous};
    }

    private OpenSslSessionTicketKey make() {
        return new OpenSslSessionTicketKey(
                octets(OpenSslSessionTicketKey.NAME_SIZE),
                octets(OpenSslSessionTicketKey.HMAC_KEY_SIZE),
                octets(OpenSslSessionTicketKey.AES_KEY_SIZE));
    }

    private byte[] octets(int count) {
        var octets = new byte[count];
        random.nextBytes(octets);
        return octets;
    }
}
