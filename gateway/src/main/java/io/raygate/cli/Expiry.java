package io.raygate.cli;

import io.raygate.config.Form;
import io.raygate.config.Forms;
import io.raygate.config.Parsed;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** When something ends. */
sealed interface Expiry {

    /** The time in whole seconds, or null for never. */
    @Nullable String text(Instant now);

    /** It does not end. */
    record Never() implements Expiry {
        @Override
        public @Nullable String text(Instant now) {
            return null;
        }
    }

    /** It ends at a time. */
    record At(Instant time) implements Expiry {
        @Override
        public String text(Instant now) {
            return time.toString();
        }
    }

    /** It ends so much later than now. */
    record After(Duration life) implements Expiry {
        @Override
        public String text(Instant now) {
            return now.plus(life).truncatedTo(ChronoUnit.SECONDS).toString();
        }
    }

    /** Reads it as an option has it. */
    final class Reader implements ITypeConverter<Expiry> {
        private static final Form<Duration> LIFE =
                Forms.duration(Duration.ofSeconds(1), Duration.ofDays(3660));

        @Override
        public Expiry convert(String text) {
            if (text.equals("never")) {
                return new Never();
            }
            return LIFE.parse(text) instanceof Parsed.Value<Duration>(var life)
                    ? new After(life)
                    : at(text);
        }

        private static Expiry at(String text) {
            try {
                return new At(Instant.parse(text));
            } catch (DateTimeParseException e) {
                throw new TypeConversionException(
                        "'"
                                + text
                                + "' is neither a time such as 2027-06-30T00:00:00Z, a life such as 30d or 12h ("
                                + LIFE.allowed()
                                + ") nor never");
            }
        }
    }
}
