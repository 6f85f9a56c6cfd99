package io.raygate.usage;

import io.raygate.exchange.Fields;
import io.raygate.exchange.Usage;
import org.jspecify.annotations.Nullable;

/**
 * Reads what an answer cost from fields of its head, as any application may tell it. The names of
 * the fields; null: not told.
 *
 * @param input tokens of the prompt
 * @param cachedInput those of them that the model had read before
 * @param output tokens of the answer
 * @param reasoning those of them that the caller does not see
 */
public record HeaderMeter(
        @Nullable String input,
        @Nullable String cachedInput,
        @Nullable String output,
        @Nullable String reasoning) {
    private static final long ABSENT = -2;

    /**
     * What this head says; null where it has none of the fields, or one of them twice or with
     * another value than a number in decimal digits alone.
     */
    public @Nullable Usage usage(Fields head) {
        long in = count(input, head);
        long cached = count(cachedInput, head);
        long out = count(output, head);
        long reasoned = count(reasoning, head);
        boolean told = false;
        for (long each : new long[] {in, cached, out, reasoned}) {
            if (each == Tokens.NONE) {
                return null;
            }
            told |= each != ABSENT;
        }
        return told ? Tokens.usage(or0(in), or0(cached), or0(out), or0(reasoned)) : null;
    }

    private static long or0(long count) {
        return Math.max(0, count);
    }

    private static long count(@Nullable String name, Fields head) {
        if (name == null || head.get(name) == null) {
            return ABSENT;
        }
        CharSequence value = head.only(name);
        return value == null ? Tokens.NONE : Tokens.count(value);
    }
}
