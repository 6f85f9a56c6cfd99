package io.raygate.loadtest.load;

import java.time.Duration;
import picocli.CommandLine.Option;

/** Options of the schedule. */
final class PaceOptions {
    @Option(
            names = "--rate",
            paramLabel = "N",
            description = "Arrivals a second (${DEFAULT-VALUE}).")
    double rate = 100;

    @Option(
            names = "--duration",
            converter = DurationConverter.class,
            description = "How long to measure (10s).")
    Duration duration = Duration.ofSeconds(10);

    @Option(
            names = "--warmup",
            converter = DurationConverter.class,
            description = "The same load before that, not measured (0s).")
    Duration warmup = Duration.ZERO;

    Schedule schedule() {
        return new Schedule(rate, warmup, duration);
    }
}
