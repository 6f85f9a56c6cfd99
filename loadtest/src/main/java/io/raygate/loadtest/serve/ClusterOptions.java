package io.raygate.loadtest.serve;

import io.raygate.loadtest.serve.cluster.ApplicationSpec;
import io.raygate.loadtest.serve.cluster.LifecycleTimes;
import io.raygate.loadtest.serve.ingress.ProxyOptions;
import io.raygate.loadtest.serve.sample.Catalogue;
import io.raygate.loadtest.serve.work.EngineModel;
import io.raygate.loadtest.serve.work.EngineTokens;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a simulated cluster consists of, on the command line. */
final class ClusterOptions {

    @Option(names = "--name", defaultValue = "stable", description = "name of the cluster")
    private String name = "stable";

    @Option(names = "--version", defaultValue = "v1", description = "version its answers tell")
    private String version = "v1";

    @Option(
            names = "--profile",
            defaultValue = "full",
            description = "applications: ${COMPLETION-CANDIDATES}")
    private Profile profile = Profile.full;

    @Option(names = "--workers", defaultValue = "0", description = "nodes beside the head")
    private int workers;

    @Option(names = "--gpus", defaultValue = "0", description = "GPUs in the metrics of the node")
    private int gpus;

    @Option(names = "--token", description = "Ray's token mode on the dashboard")
    private @Nullable String token;

    @Option(names = "--request-timeout", description = "seconds a request may take; none if absent")
    private @Nullable Double requestTimeout;

    @Option(names = "--engine", description = "chat through an engine that slows down under load")
    private boolean engine;

    @Option(names = "--slow-start", description = "start as slowly as real Ray")
    private boolean slowStart;

    @Option(names = "--fast", description = "answer /fast with 211 bytes of JSON, for benchmarks")
    private boolean fast;

    /** Sets of applications; the names are as typed. */
    enum Profile {
        small,
        full,
        broken
    }

    ServeOptions options() {
        @Nullable Double seconds = requestTimeout;
        @Nullable Duration bound =
                seconds == null ? null : Duration.ofNanos((long) (seconds * 1e9));
        return ServeOptions.named(name, version)
                .withApplications(applications())
                .withProxy(ProxyOptions.DEFAULT.withRequestTimeout(bound).withFastPath(fast))
                .withTimes(slowStart ? LifecycleTimes.AS_MEASURED : LifecycleTimes.READY_AT_START)
                .withToken(token)
                .withWorkers(workers)
                .withGpus(gpus);
    }

    private List<ApplicationSpec> applications() {
        List<ApplicationSpec> chosen =
                switch (profile) {
                    case small -> Catalogue.small();
                    case full -> Catalogue.full();
                    case broken -> Catalogue.broken();
                };
        var applications = new ArrayList<>(chosen);
        if (engine) {
            applications.removeIf(one -> one.name().equals("chat"));
            applications.add(Catalogue.chat(new EngineTokens(EngineModel.SMALL, "tiny-chat")));
        }
        return applications;
    }
}
