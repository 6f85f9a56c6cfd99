package io.raygate.auth.apikey;

import org.jspecify.annotations.Nullable;

/**
 * What the text of a well-formed key says of itself.
 *
 * @param publicId as logs and upstreams are told it
 * @param id the same as a number; null where the digits write no 128 bits
 */
record KeyShape(String publicId, @Nullable KeyId id) {

    /** Reads shape, alphabet and checksum; null for any other text. */
    static @Nullable KeyShape of(String text, byte[] octets) {
        return KeyFormat.isWellFormed(text, octets)
                ? new KeyShape(KeyFormat.id(text), KeyId.of(text))
                : null;
    }
}
