package io.raygate;

import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Threads apart from the event loops, for the rare work that would stall one. */
final class Workers {
    private static final int QUEUE = 1_000;

    private Workers() {}

    /** Verifies signatures where no native provider does (S-57); a full queue refuses. */
    static Executor forSignatures() {
        ThreadPoolExecutor workers =
                new ThreadPoolExecutor(
                        1,
                        1,
                        10,
                        TimeUnit.SECONDS,
                        new LinkedBlockingQueue<>(QUEUE),
                        Thread.ofPlatform().daemon().name("raygate-signatures").factory());
        workers.allowCoreThreadTimeOut(true);
        return workers;
    }
}
