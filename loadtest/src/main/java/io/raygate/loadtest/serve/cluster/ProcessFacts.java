package io.raygate.loadtest.serve.cluster;

/** The names Ray gives to a worker process; empty, and pid 0, while no node has taken it. */
public record ProcessFacts(String replicaId, String actorId, String workerId, int pid) {

    static ProcessFacts unplaced(Ids ids) {
        return new ProcessFacts(ids.replica(), "", "", 0);
    }

    /** Whether a node runs it. */
    public boolean isPlaced() {
        return pid != 0;
    }
}
