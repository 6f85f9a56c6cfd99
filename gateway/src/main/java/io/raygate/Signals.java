package io.raygate;

import java.util.concurrent.CountDownLatch;
import sun.misc.Signal;

/**
 * What the process is told from outside. A shutdown hook would do, but leaves with 143 instead of
 * 0.
 */
final class Signals {

    private Signals() {}

    /** Opens at the first TERM or INT; the second one ends the process at once (S-99). */
    static CountDownLatch endOfProcess() {
        CountDownLatch end = new CountDownLatch(1);
        for (String name : new String[] {"TERM", "INT"}) {
            Signal.handle(
                    new Signal(name),
                    signal -> {
                        if (end.getCount() == 0) {
                            Runtime.getRuntime().halt(128 + signal.getNumber());
                        }
                        end.countDown();
                    });
        }
        return end;
    }

    /** Runs at each HUP. */
    static void onHangUp(Runnable reload) {
        Signal.handle(new Signal("HUP"), signal -> reload.run());
    }
}
