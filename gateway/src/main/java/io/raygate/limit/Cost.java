package io.raygate.limit;

import io.raygate.exchange.Usage;
import org.jspecify.annotations.Nullable;

/**
 * What one request costs of all that can be limited.
 *
 * @param usage null where nothing meters it, and then it costs no tokens and no money
 * @param price null where the model has none
 * @param gpuMilliSeconds thousandths of a GPU second
 * @param model that it asks for; null: none is known
 */
record Cost(
        @Nullable Usage usage,
        @Nullable Price price,
        long gpuMilliSeconds,
        @Nullable String model) {
    /** Nothing but that there is a request. */
    static final Cost OF_ONE_REQUEST = new Cost(null, null, 0, null);

    /** In the measure of the limit; what it does not count is 0. */
    long of(Limit limit) {
        return switch (limit.measure()) {
            case REQUESTS -> 1;
            case GPU_SECONDS -> gpuMilliSeconds;
            case SPEND -> spend(limit);
            default -> usage == null ? 0 : tokens(usage, limit.measure());
        };
    }

    /** Whether the limit has a say here, though it may be that nothing is expected of it. */
    boolean isCounted(Limit limit) {
        if (limit.model() != null && !limit.model().equals(model)) {
            return false;
        }
        return switch (limit.measure()) {
            case REQUESTS -> true;
            case GPU_SECONDS -> gpuMilliSeconds > 0;
            case SPEND -> usage != null && price != null && isIn(limit, price);
            default -> usage != null;
        };
    }

    private long spend(Limit limit) {
        return usage != null && price != null && isIn(limit, price) ? price.of(usage) : 0;
    }

    private static boolean isIn(Limit limit, Price price) {
        return price.currency().equals(limit.currency());
    }

    private static long tokens(Usage usage, Measure measure) {
        return switch (measure) {
            case INPUT_TOKENS -> usage.input();
            case CACHED_INPUT_TOKENS -> usage.cachedInput();
            case OUTPUT_TOKENS -> usage.output();
            case REASONING_TOKENS -> usage.reasoning();
            default -> usage.total();
        };
    }
}
