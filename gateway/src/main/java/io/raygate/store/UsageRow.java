package io.raygate.store;

import io.raygate.exchange.Usage;
import java.util.Map;

/**
 * What was used by all requests that have something in common.
 *
 * @param of what they have in common, as text
 * @param failed those whose caller got no good answer
 */
public record UsageRow(
        Map<UsageQuery.Part, String> of, long requests, long failed, Usage usage, long gpuMillis) {}
