package io.raygate.forward;

import io.raygate.exchange.Exchange;
import io.raygate.exchange.Fields;
import io.raygate.exchange.RequestHead;
import io.raygate.upstream.Cluster;
import java.util.List;

/**
 * What the pipeline hands the forwarder.
 *
 * @param identity the fields that tell the upstream who calls (S-29), set exactly once each
 * @param clusters the chosen cluster first, then those that may take over where nothing was started
 *     (S-86)
 * @param stillGranted asked now and then where the exchange becomes a WebSocket
 */
public record ForwardOrder(
        Exchange exchange,
        RequestHead head,
        Fields identity,
        ForwardPolicy policy,
        List<Cluster> clusters,
        StillGranted stillGranted) {}
