package io.raygate.loadtest.serve.cluster;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** All applications of one simulated Ray cluster. */
public final class Cluster {
    private final ClusterContext context;
    private final Map<String, DeployedApplication> applications = new LinkedHashMap<>();

    public Cluster(ClusterContext context) {
        this.context = context;
    }

    /**
     * Deploys every application; what they become depends on their birth and the lifecycle times.
     */
    public void deploy(List<ApplicationSpec> specs) {
        for (ApplicationSpec spec : specs) {
            var application = new DeployedApplication(spec, context);
            applications.put(spec.name(), application);
            application.deploy();
        }
    }

    /** In the order of the configuration. */
    public List<DeployedApplication> applications() {
        return List.copyOf(applications.values());
    }

    /** The application of that name, or null. */
    public @Nullable DeployedApplication application(String name) {
        return applications.get(name);
    }

    /** Whether not one replica runs. */
    public boolean isWithoutReplicas() {
        return applications.values().stream().allMatch(one -> one.deployment().running() == 0);
    }

    public ClusterContext context() {
        return context;
    }
}
