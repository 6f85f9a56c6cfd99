package io.raygate.loadtest.serve.application;

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

    /** Ends the process at once, with everything in flight. */
    void exit();

    /** Blocks the whole process: nothing of it moves until {@code length} has passed. */
    void hang(Duration length);

    /** Every health check from now on raises. */
    void failHealthChecks();
}
