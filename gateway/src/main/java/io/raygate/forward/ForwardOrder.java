package io.raygate.forward;

import io.raygate.exchange.Exchange;
import io.raygate.exchange.Fields;
import io.raygate.exchange.RequestHead;
import io.raygate.upstream.Cluster;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the pipeline hands the forwarder.
 *
 * @param identity the fields that tell the upstream who calls (S-29), set exactly once each
 * @param body whole, where it was taken in already; null: it is carried as it arrives
 * @param tap sees the answer; null: nobody does
 * @param clusters the chosen cluster first, then those that may take over where nothing was started
 *     (S-86)
 * @param stillGranted asked now and then where the exchange becomes a WebSocket
 */
public record ForwardOrder(
        Exchange exchange,
        RequestHead head,
        Fields identity,
        ForwardPolicy policy,
        @Nullable HeldBody body,
        @Nullable AnswerTap tap,
        List<Cluster> clusters,
        StillGranted stillGranted) {}
