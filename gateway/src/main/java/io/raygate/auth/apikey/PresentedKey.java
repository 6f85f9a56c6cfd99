package io.raygate.auth.apikey;

import io.raygate.auth.Fingerprint;
import io.raygate.auth.Fingerprints;

/** A key as a caller sent it, in the three forms that are looked at. */
final class PresentedKey {
    private final String text;
    private final byte[] octets;
    private final Fingerprint print;

    /**
     * @param octets of the text, as {@link KeyFormat#octets} gives them
     */
    PresentedKey(String text, byte[] octets, Fingerprints fingerprints) {
        this.text = text;
        this.octets = octets;
        this.print = fingerprints.of(octets);
    }

    String text() {
        return text;
    }

    /** What digests run over; not to be changed. */
    byte[] octets() {
        return octets;
    }

    Fingerprint print() {
        return print;
    }
}
