package io.raygate.usage;

import org.jspecify.annotations.Nullable;

/**
 * What a route says of how its answers are metered.
 *
 * @param headers fields of the answer that tell its tokens; null: none
 * @param asksForUsage whether a streamed answer is asked to tell its usage where the client did not
 */
public record MeterSettings(@Nullable HeaderMeter headers, boolean asksForUsage) {}
