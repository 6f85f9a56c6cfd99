package io.raygate.auth.apikey;

import io.raygate.auth.Fingerprint;
import org.jspecify.annotations.Nullable;

/**
 * A key as a caller sent it, in the forms that are looked at.
 *
 * @param octets what digests run over; not to be changed
 * @param proven what was remembered when it opened something before; null: it did not
 * @param shape null where it is not well formed
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record PresentedKey(
        String text,
        byte[] octets,
        Fingerprint print,
        ProvenKeys.@Nullable Proven proven,
        @Nullable KeyShape shape) {

    /** Shows nothing: a credential must not reach a log by accident (S-95). */
    @Override
    public String toString() {
        return "PresentedKey[...]";
    }
}
