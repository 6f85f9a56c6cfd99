package io.raygate.loadtest.serve.work;

import java.time.Duration;

/**
 * What a step of a continuous-batching engine costs: {@code fixed + a sequences + b prefill tokens
 * + c cached tokens}.
 *
 * @param fixed each step
 * @param perSequence each sequence that makes a token
 * @param perPrefillToken each prompt token taken in
 * @param perCachedToken each token in the cache
 * @param cacheTokens room of the cache; overflow pre-empts the newest sequence
 * @param prefillChunk prompt tokens a step takes in at most
 */
public record EngineModel(
        Duration fixed,
        Duration perSequence,
        Duration perPrefillToken,
        Duration perCachedToken,
        int cacheTokens,
        int prefillChunk) {

    /** A small engine: some ten requests a second of a few hundred tokens. */
    public static final EngineModel SMALL =
            new EngineModel(
                    Duration.ofMillis(15),
                    Duration.ofNanos(200_000),
                    Duration.ofNanos(60_000),
                    Duration.ofNanos(200),
                    40_000,
                    512);

    Duration step(int sequences, int prefill, long cached) {
        return fixed.plus(perSequence.multipliedBy(sequences))
                .plus(perPrefillToken.multipliedBy(prefill))
                .plus(perCachedToken.multipliedBy(cached));
    }
}
