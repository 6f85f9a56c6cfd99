package io.raygate;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * The two clocks of the process: wall time for credentials and logs, monotonic time for everything
 * that lasts (S-102).
 */
record Clocks(InstantSource wall, LongSupplier nanos) {

    static Clocks system() {
        return new Clocks(InstantSource.system(), System::nanoTime);
    }
}
