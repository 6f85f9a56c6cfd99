package io.raygate.cli;

import java.time.Instant;
import java.time.format.DateTimeParseException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * When something ends.
 *
 * @param at null: never
 */
record Expiry(@Nullable Instant at) {

    /** Reads it as an option has it. */
    static final class Reader implements ITypeConverter<Expiry> {
        @Override
        public Expiry convert(String text) {
            try {
                return new Expiry(text.equals("never") ? null : Instant.parse(text));
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "'" + text + "' is neither never nor a time such as 2027-06-30T00:00:00Z");
            }
        }
    }

    @Nullable String text() {
        return at == null ? null : at.toString();
    }
}
