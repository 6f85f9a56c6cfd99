package io.raygate.exchange;

import io.vertx.core.Future;
import java.util.function.Function;

/**
 * What a stage makes of an exchange: go on with one fact more, end it with an answer of our own, or
 * wait.
 */
public sealed interface Decision<T> {

    /** The exchange goes on with {@code value}. */
    record Proceed<T>(T value) implements Decision<T> {}

    /** The gateway refuses; nothing goes upstream. */
    record Refuse<T>(Rejection rejection) implements Decision<T> {}

    /** The gateway itself answers, without refusing: a redirect, a preflight, {@code OPTIONS *}. */
    record Answer<T>(OwnAnswer answer) implements Decision<T> {}

    /** Not known yet; the future completes on the exchange's event loop and never fails. */
    record Wait<T>(Future<Decision<T>> outcome) implements Decision<T> {}

    static <T> Decision<T> proceed(T value) {
        return new Proceed<>(value);
    }

    static <T> Decision<T> refuse(Rejection rejection) {
        return new Refuse<>(rejection);
    }

    /**
     * Feeds the value to {@code next}, now or once it is known; every other case passes unchanged.
     */
    default <U> Decision<U> then(Function<? super T, Decision<U>> next) {
        return switch (this) {
            case Proceed<T>(var value) -> next.apply(value);
            case Refuse<T>(var rejection) -> new Refuse<>(rejection);
            case Answer<T>(var answer) -> new Answer<>(answer);
            case Wait<T>(var outcome) ->
                    new Wait<>(outcome.map(known -> known.then(next)).compose(Decision::settled));
        };
    }

    private static <T> Future<Decision<T>> settled(Decision<T> decision) {
        return decision instanceof Wait<T>(var outcome)
                ? outcome
                : Future.succeededFuture(decision);
    }
}
