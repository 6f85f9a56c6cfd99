package io.raygate.loadtest.serve.application;

import io.raygate.loadtest.serve.time.Timeline.Timer;
import io.vertx.core.json.JsonObject;
import java.time.Duration;

/** The replica process an application runs in, as the application sees it. */
public interface ReplicaContext {

    /** The cluster it belongs to. */
    Identity identity();

    /** Eight letters and digits. */
    String replicaId();

    /** Cluster, version, application, deployment, replica and process id. */
    JsonObject facts();

    /** Monotonic nanoseconds. */
    long nanos();

    /**
     * Runs {@code action} in the process after {@code delay}, unless the process is gone by then.
     */
    Timer after(Duration delay, Runnable action);

    /** Ends the process at once, with everything in flight. */
    void exit();

    /** Blocks the whole process: nothing of it moves until {@code length} has passed. */
    void hang(Duration length);

    /** Every health check from now on raises. */
    void failHealthChecks();
}
