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
 * fingerprint finds the digest that hashing would give. Whether the key is still good is asked each
 * time all the same. Of two keys that fall on one of the {@value #PLACES} places the later one
 * stays; what opened nothing takes no place. Any thread.
 */
final class ProvenKeys {
    /** A power of two; full they take about 7 MB. */
    private static final int PLACES = 65_536;

    private final AtomicReferenceArray<@Nullable Proven> places =
            new AtomicReferenceArray<>(PLACES);
    private final Fingerprints fingerprints;
    private final CredentialHash hash = new CredentialHash();

    /**
     * One that opened something.
     *
     * @param pepper null: a plain SHA-256
     */
    private record Proven(Fingerprint print, @Nullable Pepper pepper, Digest digest) {
        boolean is(Fingerprint other, @Nullable Pepper by) {
            return print.equals(other) && Objects.equals(pepper, by);
        }
    }

    ProvenKeys(Fingerprints fingerprints) {
        this.fingerprints = fingerprints;
    }

    PresentedKey presented(String text, byte[] octets) {
        return new PresentedKey(text, octets, fingerprints);
    }

    /** The digest by this pepper, or the plain SHA-256 where it is null. */
    Digest digest(PresentedKey key, @Nullable Pepper pepper) {
        Proven known = known(key, pepper);
        if (known != null) {
            return known.digest();
        }
        return pepper == null ? hash.of(key.octets()) : pepper.digest(key.octets());
    }

    /** Whether it opened something by its plain SHA-256. */
    boolean isFoundByHash(PresentedKey key) {
        return known(key, null) != null;
    }

    /** It opened something by this digest. */
    void remember(PresentedKey key, @Nullable Pepper pepper, Digest digest) {
        if (known(key, pepper) == null) {
            places.setRelease(place(key.print()), new Proven(key.print(), pepper, digest));
        }
    }

    private @Nullable Proven known(PresentedKey key, @Nullable Pepper pepper) {
        Proven known = places.getAcquire(place(key.print()));
        return known != null && known.is(key.print(), pepper) ? known : null;
    }

    private static int place(Fingerprint print) {
        return print.hashCode() & (PLACES - 1);
    }
}
