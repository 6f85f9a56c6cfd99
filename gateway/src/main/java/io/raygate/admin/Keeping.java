package io.raygate.admin;

import io.raygate.store.Actor;
import io.raygate.store.Change;
import io.raygate.store.Store;
import io.raygate.store.Transaction;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Makes the changes of one call, by whom it comes.
 *
 * @param keep keeps the answer, in the transaction that makes the last change
 */
record Keeping(Store store, Actor actor, boolean dryRun, BiConsumer<Transaction, Answer> keep)
        implements Operation.Stepping {

    /** What is refused leaves nothing behind. */
    Outcome change(Function<Transaction, Outcome> work) {
        AtomicReference<Outcome> outcome = new AtomicReference<>(Outcome.notFound());
        store.<Answer>write(
                actor,
                dryRun,
                tables -> {
                    outcome.set(work.apply(tables));
                    if (outcome.get() instanceof Outcome.Answered(var answer)) {
                        keep.accept(tables, answer);
                        return Change.done(answer);
                    }
                    return new Change.Missing<>();
                });
        return outcome.get();
    }

    @Override
    public void step(Consumer<Transaction> work) {
        store.<Boolean>write(
                actor,
                dryRun,
                tables -> {
                    work.accept(tables);
                    return Change.done(true);
                });
    }

    @Override
    public Outcome last(Function<Transaction, Answer> work) {
        return change(tables -> Outcome.answer(work.apply(tables)));
    }
}
