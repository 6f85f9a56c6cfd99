package io.raygate.auth.jwt;

import java.util.function.Function;

/** What a check makes of a token: something known to be good, or the reason why not. */
sealed interface Checked<T> {

    /** The check passed. */
    record Passed<T>(T value) implements Checked<T> {}

    /** The check failed; the reason is for the log and holds nothing of the token. */
    record Failed<T>(String reason) implements Checked<T> {}

    static <T> Checked<T> passed(T value) {
        return new Passed<>(value);
    }

    static <T> Checked<T> failed(String reason) {
        return new Failed<>(reason);
    }

    default <U> Checked<U> then(Function<? super T, Checked<U>> next) {
        return switch (this) {
            case Passed<T>(var value) -> next.apply(value);
            case Failed<T>(var reason) -> new Failed<>(reason);
        };
    }
}
