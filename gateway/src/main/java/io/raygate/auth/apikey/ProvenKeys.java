package io.raygate.auth.apikey;

import io.raygate.auth.CredentialHash;
import io.raygate.auth.Digest;
import io.raygate.auth.Fingerprint;
import io.raygate.auth.Fingerprints;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * Digests of presented keys, remembered where they turned out to be a key's: on the next request a
 * fingerprint finds the digest that hashing would give, and what its text says. Whether the key is
 * still good is asked each time all the same. Of two keys that fall on one of the {@value #PLACES}
 * places the later one stays; what opened nothing takes no place. Any thread.
 */
final class ProvenKeys {
    /** A power of two; full they take about 15 MB. */
    private static final int PLACES = 65_536;

    private final AtomicReferenceArray<@Nullable Proven> places =
            new AtomicReferenceArray<>(PLACES);
    private final Fingerprints fingerprints;
    private final CredentialHash hash = new CredentialHash();

    /**
     * One that opened something.
     *
     * @param pepper null: a plain SHA-256
     * @param shape null where the key is not well formed
     */
    record Proven(
            Fingerprint print, @Nullable Pepper pepper, Digest digest, @Nullable KeyShape shape) {
        private boolean isBy(@Nullable Pepper other) {
            return Objects.equals(pepper, other);
        }
    }

    ProvenKeys(Fingerprints fingerprints) {
        this.fingerprints = fingerprints;
    }

    /** The key with what is remembered of it; what is not remembered is read from its text. */
    PresentedKey presented(String text) {
        byte[] octets = KeyFormat.octets(text);
        Fingerprint print = fingerprints.of(octets);
        Proven known = places.getAcquire(place(print));
        return known != null && known.print().equals(print)
                ? new PresentedKey(text, octets, print, known, known.shape())
                : new PresentedKey(text, octets, print, null, KeyShape.of(text, octets));
    }

    /** The digest by this pepper, or the plain SHA-256 where it is null. */
    Digest digest(PresentedKey key, @Nullable Pepper pepper) {
        Proven known = key.proven();
        if (known != null && known.isBy(pepper)) {
            return known.digest();
        }
        return pepper == null ? hash.of(key.octets()) : pepper.digest(key.octets());
    }

    /** Whether it opened something by its plain SHA-256. */
    boolean isFoundByHash(PresentedKey key) {
        return key.proven() != null && key.proven().isBy(null);
    }

    /** It opened something by this digest. */
    void remember(PresentedKey key, @Nullable Pepper pepper, Digest digest) {
        if (key.proven() == null || !key.proven().isBy(pepper)) {
            Proven next = new Proven(key.print(), pepper, digest, key.shape());
            places.setRelease(place(key.print()), next);
        }
    }

    private static int place(Fingerprint print) {
        return print.hashCode() & (PLACES - 1);
    }
}
