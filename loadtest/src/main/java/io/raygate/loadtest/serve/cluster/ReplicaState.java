package io.raygate.loadtest.serve.cluster;

/** Serve's states of a replica. */
public enum ReplicaState {
    STARTING,
    UPDATING,
    RECOVERING,
    RUNNING,
    STOPPING,
    PENDING_MIGRATION,
    STOPPED
}
