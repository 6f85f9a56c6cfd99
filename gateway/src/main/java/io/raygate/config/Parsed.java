package io.raygate.config;

/** A value read from text, or what is wrong with the text. */
public sealed interface Parsed<T> {

    /** Read. */
    record Value<T>(T value) implements Parsed<T> {}

    /**
     * Refused.
     *
     * @param message goes on after the refused text, as in {@code is not a duration}
     */
    record Wrong<T>(String message) implements Parsed<T> {}

    static <T> Parsed<T> of(T value) {
        return new Value<>(value);
    }

    static <T> Parsed<T> wrong(String message) {
        return new Wrong<>(message);
    }
}
