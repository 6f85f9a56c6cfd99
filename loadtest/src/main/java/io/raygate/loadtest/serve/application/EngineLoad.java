package io.raygate.loadtest.serve.application;

/**
 * How loaded the inference engine of one replica is, as vLLM would tell.
 *
 * @param replicaId the replica it runs in
 * @param model what it serves
 * @param running sequences in its batch
 * @param waiting sequences outside it
 * @param cacheUsage 0 to 1 of the room for cached tokens
 * @param promptTokens prefilled since the start
 * @param generationTokens made since the start
 * @param times of its completions since the start
 */
public record EngineLoad(
        String replicaId,
        String model,
        int running,
        int waiting,
        double cacheUsage,
        long promptTokens,
        long generationTokens,
        EngineTimes times) {}
