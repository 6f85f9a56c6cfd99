package io.raygate.admin;

import io.raygate.store.Change;
import io.raygate.store.FieldFault;
import java.util.List;
import java.util.function.Function;

/** What an operation came to. */
sealed interface Outcome {

    /** It was done. */
    record Answered(Answer answer) implements Outcome {}

    /**
     * It was not.
     *
     * @param detail what to do about it; empty where the title says all
     * @param retryAfter seconds, or 0
     */
    record Refused(ProblemCode code, String detail, List<FieldFault> faults, int retryAfter)
            implements Outcome {}

    static Outcome answer(Answer answer) {
        return new Answered(answer);
    }

    static Outcome refuse(ProblemCode code, String detail) {
        return new Refused(code, detail, List.of(), 0);
    }

    static Outcome retry(ProblemCode code, String detail, int seconds) {
        return new Refused(code, detail, List.of(), seconds);
    }

    static Outcome invalid(List<FieldFault> faults) {
        return new Refused(ProblemCode.INVALID_REQUEST, "", List.copyOf(faults), 0);
    }

    static Outcome invalid(String pointer, String detail) {
        return invalid(List.of(new FieldFault(pointer, detail)));
    }

    static Outcome notFound() {
        return refuse(ProblemCode.NOT_FOUND, "");
    }

    /** The same for what a table did. */
    static <T> Outcome of(Change<T> change, Function<T, Answer> show) {
        return switch (change) {
            case Change.Done<T>(var value) -> answer(show.apply(value));
            case Change.Missing<T>() -> notFound();
            case Change.Stale<T>() ->
                    refuse(ProblemCode.PRECONDITION_FAILED, "Read it again and decide anew");
            case Change.Conflict<T>(var detail) -> refuse(ProblemCode.CONFLICT, detail);
            case Change.Invalid<T>(var faults) -> invalid(faults);
        };
    }
}
