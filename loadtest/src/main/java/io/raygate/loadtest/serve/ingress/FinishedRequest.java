package io.raygate.loadtest.serve.ingress;

import io.raygate.loadtest.serve.cluster.DeployedApplication;
import io.raygate.loadtest.serve.cluster.Replica;
import org.jspecify.annotations.Nullable;

/**
 * What the proxy counts about a request once it is over.
 *
 * @param application null where no route matched
 * @param replica null where none took it
 * @param status as Serve counts it: 499 when the client left
 * @param totalNanos from the head to the end
 * @param queuedNanos of it before a replica took it
 */
public record FinishedRequest(
        @Nullable DeployedApplication application,
        @Nullable Replica replica,
        String method,
        int status,
        long totalNanos,
        long queuedNanos) {}
