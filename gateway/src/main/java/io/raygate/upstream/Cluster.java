package io.raygate.upstream;

/** A cluster as it lives: its settings and the state of its endpoints, which outlasts a reload. */
public final class Cluster {
    private final ClusterSettings settings;

    public Cluster(ClusterSettings settings) {
        this.settings = settings;
    }

    public ClusterId id() {
        return settings.id();
    }

    public ClusterSettings settings() {
        return settings;
    }
}
