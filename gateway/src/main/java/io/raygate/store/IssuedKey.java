package io.raygate.store;

/**
 * A new key at the one moment when it can be shown.
 *
 * @param secret the whole key
 */
public record IssuedKey(KeyRecord key, String secret) {

    /** Shows what may be shown for ever. */
    @Override
    public String toString() {
        return "IssuedKey[" + key.id() + "]";
    }
}
