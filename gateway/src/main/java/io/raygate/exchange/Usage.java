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

    /** More tokens than any answer has: what an upstream says may be anything. */
    private static final long MOST = 1_000_000_000;

    /** What can be believed of it. */
    public Usage bounded() {
        return new Usage(
                Math.clamp(input, 0, MOST),
                Math.clamp(cachedInput, 0, MOST),
                Math.clamp(output, 0, MOST),
                Math.clamp(reasoning, 0, MOST));
    }

    public long total() {
        return input + output;
    }
}
