package io.raygate.limit;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** What all that is leased have in common: who waits for the answer, and that it is asked once. */
abstract class LeasedPart implements Leased {
    final Leases leases;
    private final AtomicBoolean marked = new AtomicBoolean();
    private List<Runnable> waiters = List.of();
    private volatile boolean asked;

    LeasedPart(Leases leases) {
        this.leases = leases;
    }

    @Override
    public final boolean mark() {
        return !marked.get() && marked.compareAndSet(false, true);
    }

    /** From here on who wants something has to ask again. */
    final synchronized void asking() {
        marked.set(false);
        asked = true;
    }

    /** Whether an answer is on its way. */
    final boolean isAsking() {
        return asked;
    }

    @Override
    public final void whenAnswered(Runnable waiter) {
        synchronized (this) {
            if (asked || marked.get()) {
                if (waiters.isEmpty()) {
                    waiters = new ArrayList<>();
                }
                waiters.add(waiter);
                return;
            }
        }
        waiter.run();
    }

    final void wake() {
        List<Runnable> woken;
        synchronized (this) {
            asked = false;
            woken = waiters;
            waiters = List.of();
        }
        woken.forEach(Runnable::run);
    }

    @Override
    public final void unanswered() {
        wake();
    }
}
