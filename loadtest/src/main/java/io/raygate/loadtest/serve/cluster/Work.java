package io.raygate.loadtest.serve.cluster;

/**
 * One request on its way to and through a replica; every method is called at most once, on the
 * event loop.
 */
public interface Work {

    /** The router found a place; {@code replica} counts the work until {@link Router#release}. */
    void assigned(Replica replica);

    /** The queue of the proxy is full. */
    void refused(int queued, int maxQueued);

    /** The deployment failed to deploy and takes nothing. */
    void unavailable();

    /** The process of its replica is gone. */
    void died();
}
