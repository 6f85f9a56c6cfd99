package io.raygate.limit;

import io.raygate.exchange.Usage;

/**
 * What a million tokens of a model cost, in millionths of the currency.
 *
 * @param input of those that were not in the cache
 * @param output of those that the caller sees
 */
public record Price(String currency, long input, long cachedInput, long output, long reasoning) {
    private static final long MOST = Long.MAX_VALUE / 8;
    private static final long MILLION = 1_000_000;

    /** In millionths of the currency, rounded up. */
    long of(Usage usage) {
        long sum =
                cost(usage.input() - usage.cachedInput(), input)
                        + cost(usage.cachedInput(), cachedInput)
                        + cost(usage.output() - usage.reasoning(), output)
                        + cost(usage.reasoning(), reasoning);
        return Math.ceilDiv(sum, MILLION);
    }

    private static long cost(long tokens, long price) {
        long most = price == 0 ? MOST : MOST / price;
        return Math.clamp(tokens, 0, most) * price;
    }
}
