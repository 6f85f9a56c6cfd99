package io.raygate.config;

import org.jspecify.annotations.Nullable;

/**
 * What tells the tokens of a route's answers, beside the bodies of a route with {@code openai}.
 *
 * @param headers fields of the answer; all null: none
 * @param askForUsage whether a streamed answer is asked for its usage where the client did not
 */
public record MeterConfig(Headers headers, boolean askForUsage) {
    static MeterConfig read(Section s) {
        return new MeterConfig(s.section("headers", Headers::read), s.flag("askForUsage", true));
    }

    /** The names of the fields by what they count; null: not told. */
    public record Headers(
            @Nullable String input,
            @Nullable String cachedInput,
            @Nullable String output,
            @Nullable String reasoning) {
        static Headers read(Section s) {
            return new Headers(
                    s.optional("input", FieldNames.RESPONSE),
                    s.optional("cachedInput", FieldNames.RESPONSE),
                    s.optional("output", FieldNames.RESPONSE),
                    s.optional("reasoning", FieldNames.RESPONSE));
        }
    }
}
