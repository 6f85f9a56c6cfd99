package io.raygate.loadtest.load;

import java.time.Duration;
import picocli.CommandLine.Option;

/** Options of what a run may use. */
final class BoundsOptions {
    @Option(
            names = {"-c", "--connections"},
            description = "Connections at most; idle ones wanted (${DEFAULT-VALUE}).")
    int connections = 32;

    @Option(
            names = "--per-address",
            description = "Idle connections from one source address (${DEFAULT-VALUE}).")
    int perAddress = 100;

    @Option(
            names = "--max-open",
            description =
                    "Unanswered arrivals at most; more are counted, not started (${DEFAULT-VALUE}).")
    int open = 10_000;

    @Option(names = "--loops", description = "Event loops (${DEFAULT-VALUE}).")
    int loops = 1;

    @Option(
            names = "--grace",
            converter = DurationConverter.class,
            description = "How long to wait for answers at the end (5s).")
    Duration grace = Duration.ofSeconds(5);

    @Option(
            names = {"-k", "--insecure"},
            description = "Take any server certificate.")
    boolean insecure;

    @Option(names = "--allow-remote", description = "Load a machine other than this one.")
    boolean remote;

    Plan.Bounds bounds() {
        if (loops < 1 || connections < loops || perAddress < 1) {
            throw new IllegalArgumentException("at least one loop, and a connection for each");
        }
        return new Plan.Bounds(connections, perAddress, open, loops, grace, insecure);
    }
}
