package io.raygate.listener;

import java.util.function.LongSupplier;

/**
 * What a listener works with.
 *
 * @param handlers makes the handler of each event loop
 * @param observer hears about connections
 * @param nanos the monotonic clock
 */
public record ListenerParts(
        ExchangeHandler.Factory handlers, ConnectionObserver observer, LongSupplier nanos) {}
