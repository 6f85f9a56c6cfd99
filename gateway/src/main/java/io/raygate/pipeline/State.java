package io.raygate.pipeline;

import io.raygate.auth.Principal;
import io.raygate.exchange.Exchange;
import io.raygate.exchange.RequestHead;
import io.raygate.limit.Charge;
import io.raygate.route.Matched;
import io.raygate.snapshot.Binding;
import io.raygate.snapshot.Snapshot;
import io.raygate.snapshot.Way;
import io.raygate.upstream.Cluster;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is known of an exchange after each stage, one fact more each time: a stage in the wrong
 * place does not compile.
 */
sealed interface State {

    /**
     * A head has been read; nothing about it is trusted. It meets one snapshot and keeps it to its
     * end.
     */
    record Arrived(Exchange exchange, Snapshot snapshot) implements State {}

    /** The head is well-formed, unambiguous and free of what only the gateway may say. */
    record Received(Exchange exchange, Snapshot snapshot, RequestHead head) implements State {}

    /** The binding that applies, which for an unknown path is the one that grants nothing. */
    record Routed(Received received, Matched matched, Binding binding) implements State {}

    /** Who calls; null only where the route says {@code auth: none}. */
    record Identified(Routed routed, @Nullable Principal principal) implements State {}

    /**
     * The caller may use the route, the request is within its terms, and this is the way it goes.
     */
    record Granted(Identified identified, Way way) implements State {}

    /** What it asks a model for, which the route has and the caller may use. */
    record Understood(Granted granted, Question question) implements State {}

    /**
     * It is within every limit that applies, and has taken from each.
     *
     * @param charge what it took; null where nothing applies
     */
    record Limited(Understood understood, @Nullable Charge charge) implements State {}

    /** Where it goes: the chosen cluster first, then those that may take over (S-86). */
    record Directed(Limited limited, List<Cluster> clusters) implements State {}

    /** The answer has been written to its end, well or badly. */
    record Finished(Exchange exchange) implements State {}
}
