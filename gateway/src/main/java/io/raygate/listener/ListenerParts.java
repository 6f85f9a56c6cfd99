package io.raygate.listener;

import java.time.InstantSource;
import java.util.function.LongSupplier;

/**
 * What a listener works with.
 *
 * @param handlers makes the handler of each event loop
 * @param connections counts those of all listeners
 * @param observer hears about connections
 * @param nanos the monotonic clock
 * @param wall for the validity of certificates only
 */
public record ListenerParts(
        ExchangeHandler.Factory handlers,
        Connections connections,
        ConnectionObserver observer,
        LongSupplier nanos,
        InstantSource wall) {}
