package io.raygate.usage;

import org.jspecify.annotations.Nullable;

/**
 * What a request to OpenAI's API asks for.
 *
 * @param model null: none is named
 * @param promptTokens an estimate: see {@link PromptEstimate}
 * @param mostOutput how many tokens the answer may have at most, or {@link #UNSAID}
 * @param stream whether the answer is to come as events
 * @param usageTold whether the caller asked for the usage of a stream itself
 * @param patch what makes the upstream tell the usage of a stream; null: it does, or cannot
 */
public record Asked(
        @Nullable String model,
        long promptTokens,
        long mostOutput,
        boolean stream,
        boolean usageTold,
        @Nullable Patch patch) {
    public static final long UNSAID = -1;

    /**
     * A change of a few bytes in the body.
     *
     * @param at where they begin
     * @param length how many go
     * @param text what comes in their place, ASCII
     */
    public record Patch(int at, int length, String text) {}
}
