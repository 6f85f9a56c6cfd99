package io.raygate.loadtest.load;

import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.LongAdder;

/** What has happened so far over all loops; written on them, read from any thread. */
final class Counters {
    final LongAdder started = new LongAdder();
    final LongAdder answered = new LongAdder();
    final LongAdder notOk = new LongAdder();
    final LongAdder failed = new LongAdder();
    final LongAdder notStarted = new LongAdder();
    final LongAdder events = new LongAdder();
    final LongAdder bytes = new LongAdder();
    final LongAdder closedEarly = new LongAdder();

    /** Answers by status; 0 is a WebSocket echo that differs from what was sent. */
    final Map<Integer, LongAdder> statuses = new ConcurrentSkipListMap<>();

    /** Failures by what they said. */
    final Map<String, LongAdder> failures = new ConcurrentSkipListMap<>();

    void answered(int status) {
        answered.increment();
        statuses.computeIfAbsent(status, s -> new LongAdder()).increment();
        if (status < 200 || status > 299) {
            notOk.increment();
        }
    }

    void failed(Throwable why) {
        failed.increment();
        failures.computeIfAbsent(
                        why.getClass().getSimpleName() + ": " + why.getMessage(),
                        w -> new LongAdder())
                .increment();
    }

    long open() {
        return started.sum() - answered.sum() - failed.sum();
    }
}
