package io.raygate.store;

import java.util.List;
import java.util.function.Function;

/** What became of a change that was asked for; all but {@link Done} left everything as it was. */
public sealed interface Change<T> {

    record Done<T>(T value) implements Change<T> {}

    /** What was to be changed is not there. */
    record Missing<T>() implements Change<T> {}

    /** It is there in another revision than the caller has seen. */
    record Stale<T>() implements Change<T> {}

    /** It cannot be done in this state of things. */
    record Conflict<T>(String detail) implements Change<T> {}

    /** What was asked for is wrong in itself. */
    record Invalid<T>(List<FieldFault> faults) implements Change<T> {}

    static <T> Change<T> done(T value) {
        return new Done<>(value);
    }

    static <T> Change<T> invalid(String pointer, String detail) {
        return new Invalid<>(List.of(new FieldFault(pointer, detail)));
    }

    /** Goes on with the value where there is one. */
    default <R> Change<R> then(Function<T, Change<R>> next) {
        return switch (this) {
            case Done<T>(var value) -> next.apply(value);
            case Missing<T>() -> new Missing<>();
            case Stale<T>() -> new Stale<>();
            case Conflict<T>(var detail) -> new Conflict<>(detail);
            case Invalid<T>(var faults) -> new Invalid<>(faults);
        };
    }

    default <R> Change<R> map(Function<T, R> next) {
        return then(value -> done(next.apply(value)));
    }
}
