package io.raygate.loadtest.serve.metrics;

import io.raygate.loadtest.serve.application.EngineLoad;
import io.raygate.loadtest.serve.cluster.Cluster;
import io.raygate.loadtest.serve.cluster.DeployedApplication;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What the node tells about its processor and its GPUs; no series names a deployment. */
final class NodeSeries {
    private static final double TOTAL_MIB = 143_771;
    private static final double RESERVED_MIB = 129_700;

    private final Cluster cluster;
    private final int gpus;
    private final MetricProcess process;

    NodeSeries(Cluster cluster, int gpus, MetricProcess process) {
        this.cluster = cluster;
        this.gpus = gpus;
        this.process = process;
        process.collect(this::gauges);
    }

    private void gauges(MetricProcess.Gauges gauges) {
        gauges.set(DeviceFamilies.CPU, process.labels(), 8.3);
        List<EngineLoad> engines = engines();
        for (int i = 0; i < gpus; i++) {
            String uuid = String.format(Locale.ROOT, "GPU-00000000-0000-0000-0000-%012d", i);
            Labels labels =
                    process.labels()
                            .with("GpuDeviceName", "NVIDIA H200")
                            .with("GpuIndex", Integer.toString(i))
                            .with("GpuUuid", uuid);
            boolean busy = i < engines.size() && engines.get(i).running() > 0;
            double used = i < engines.size() ? RESERVED_MIB : 0;
            gauges.set(DeviceFamilies.GPUS, labels, 1);
            gauges.set(DeviceFamilies.GPU_UTILIZATION, labels, busy ? 97 : 0);
            gauges.set(DeviceFamilies.GRAM_USED, labels, used);
            gauges.set(DeviceFamilies.GRAM_AVAILABLE, labels, TOTAL_MIB - used);
        }
    }

    private List<EngineLoad> engines() {
        var all = new ArrayList<EngineLoad>();
        for (DeployedApplication application : cluster.applications()) {
            all.addAll(application.spec().code().engines());
        }
        return all;
    }
}
