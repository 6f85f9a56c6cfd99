package io.raygate.loadtest.serve.metrics;

import io.raygate.loadtest.serve.application.EngineLoad;
import io.raygate.loadtest.serve.application.EngineTimes;
import io.raygate.loadtest.serve.cluster.DeployedApplication;
import io.raygate.loadtest.serve.cluster.Replica;

/** What one replica process tells about itself, and its engine where it has one. */
final class ReplicaSeries {

    private ReplicaSeries() {}

    static Labels labels(MetricProcess process, DeployedApplication application, Replica replica) {
        return process.labels()
                .with("application", application.spec().name())
                .with("deployment", application.spec().deployment().name())
                .with("replica", replica.replicaId());
    }

    static void collect(MetricProcess process, DeployedApplication application, Replica replica) {
        Labels own = labels(process, application, replica);
        double places = application.spec().deployment().maxOngoingRequests();
        process.collect(
                gauges -> {
                    gauges.set(ServeFamilies.PROCESSING, own, replica.ongoing());
                    gauges.set(ServeFamilies.UTILIZATION, own, 100 * replica.ongoing() / places);
                    for (EngineLoad load : application.spec().code().engines()) {
                        if (load.replicaId().equals(replica.replicaId())) {
                            engine(process, gauges, load);
                        }
                    }
                });
    }

    private static void engine(
            MetricProcess process, MetricProcess.Gauges gauges, EngineLoad load) {
        Labels labels =
                process.labels()
                        .with("ReplicaId", load.replicaId())
                        .with("engine", "0")
                        .with("model_name", load.model());
        gauges.set(DeviceFamilies.RUNNING, labels, load.running());
        gauges.set(DeviceFamilies.WAITING, labels, load.waiting());
        gauges.set(DeviceFamilies.CACHE, labels, load.cacheUsage());
        gauges.set(DeviceFamilies.PROMPT_TOKENS, labels, (double) load.promptTokens());
        gauges.set(DeviceFamilies.GENERATION_TOKENS, labels, (double) load.generationTokens());
        EngineTimes times = load.times();
        double successes = (double) times.whole().count();
        gauges.set(DeviceFamilies.SUCCESSES, labels, successes);
        gauges.show(DeviceFamilies.FIRST_TOKEN, labels, times.firstToken());
        gauges.show(DeviceFamilies.PER_OUTPUT_TOKEN, labels, times.perOutputToken());
        gauges.show(DeviceFamilies.QUEUE_TIME, labels, times.queue());
        gauges.show(DeviceFamilies.WHOLE, labels, times.whole());
    }
}
