package io.raygate.loadtest.serve.cluster;

import io.raygate.loadtest.serve.application.Identity;
import io.raygate.loadtest.serve.time.Timeline;
import java.util.random.RandomGenerator;

/** What every part of one simulated cluster shares. */
public record ClusterContext(
        Identity identity, Timeline time, RandomGenerator random, LifecycleTimes times) {

    /** A source of Ray's identifiers. */
    public Ids ids() {
        return new Ids(random);
    }

    /** The names of a new process. */
    public ProcessFacts newProcess() {
        var ids = ids();
        return new ProcessFacts(
                ids.replica(), ids.actor(), ids.worker(), random.nextInt(8_000, 30_000));
    }
}
