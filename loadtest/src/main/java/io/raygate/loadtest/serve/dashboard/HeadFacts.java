package io.raygate.loadtest.serve.dashboard;

import io.raygate.loadtest.serve.cluster.ProcessFacts;
import io.raygate.loadtest.serve.ingress.ProxyNode;
import java.time.Instant;
import java.util.List;

/**
 * What the head knows besides the applications: its controller, the nodes with a proxy, its ports.
 */
public record HeadFacts(
        ProcessFacts controller, List<ProxyNode> nodes, Ports ports, Instant startedAt) {

    /** Ports that the dashboard tells about, known once they are bound. */
    public interface Ports {
        int grpc();

        /**
         * Ports with Prometheus text: the node's and those of two further processes of the head.
         */
        List<Integer> metrics();
    }
}
