package io.raygate.exchange;

/**
 * What one exchange costs in tokens of a model; counted as OpenAI counts.
 *
 * @param input of the prompt, those from the cache included; -1 in an estimate that cannot tell
 * @param cachedInput the part of {@code input} that the model had read before
 * @param output of the answer, those of reasoning included; -1 in an estimate that cannot tell
 * @param reasoning the part of {@code output} that the caller does not see
 */
public record Usage(long input, long cachedInput, long output, long reasoning) {
    public static final Usage NONE = new Usage(0, 0, 0, 0);

    public long total() {
        return input + output;
    }
}
