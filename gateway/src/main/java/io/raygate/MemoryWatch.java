package io.raygate;

import io.raygate.pipeline.MemoryGuard;
import io.vertx.core.Vertx;
import java.util.function.Supplier;

/**
 * Lets a {@link MemoryGuard} look at the memory in use twice a second. While it holds the gateway
 * back it also asks for collections: only one can tell that memory is free again, and a gateway
 * that takes no work would not cause one.
 */
final class MemoryWatch {
    private static final long LOOK_MILLIS = 500;
    private static final int LOOKS_A_COLLECTION = 20;

    private final MemoryGuard guard;
    private final Supplier<MemoryGuard.Reading> memory;
    private int looks;

    private MemoryWatch(MemoryGuard guard, Supplier<MemoryGuard.Reading> memory) {
        this.guard = guard;
        this.memory = memory;
    }

    /** Begins, until {@code vertx} is closed. */
    static MemoryGuard begin(Vertx vertx, Supplier<MemoryGuard.Reading> memory) {
        MemoryGuard guard = new MemoryGuard();
        MemoryWatch watch = new MemoryWatch(guard, memory);
        vertx.setPeriodic(LOOK_MILLIS, timer -> watch.look());
        return guard;
    }

    private void look() {
        guard.look(memory.get());
        looks = guard.level() == MemoryGuard.Level.AMPLE ? 0 : looks + 1;
        if (looks == LOOKS_A_COLLECTION) {
            looks = 0;
            System.gc();
        }
    }
}
