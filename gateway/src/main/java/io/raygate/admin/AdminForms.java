package io.raygate.admin;

import io.raygate.config.Form;
import io.raygate.config.Forms;
import io.raygate.config.Parsed;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** How values of the API are written, where the configuration file has no such value. */
final class AdminForms {
    /** Free text, which may be empty. */
    static final Form<String> NOTE = new Notes();

    static final Form<Instant> TIME = new Times();

    /** As {@code tenants.*.maxKeyLife} of the file. */
    static final Form<Duration> LIFE = Forms.duration(Duration.ofMillis(1), Duration.ofDays(3660));

    static final Form<Duration> OVERLAP = Forms.duration(Duration.ZERO, Duration.ofDays(30));

    static final Form<String> CURSOR =
            matching("[A-Za-z0-9._~=-]{1,512}", "the nextCursor of the page before");

    /** Somebody may put a secret here that is none of ours. */
    static final Form<String> WHOLE_KEY = matching("[!-~]{1,256}", "1 to 256 visible characters");

    static final Form<String> ROLE = oneOf(Arrays.stream(Role.values()).map(Role::word).toList());

    /** What tokens are revoked by. */
    static final Form<String> REVOKED = oneOf(List.of("jti", "kid", "subject", "issuer"));

    private AdminForms() {}

    static Form<String> oneOf(List<String> words) {
        return new Matching(words::contains, String.join(", ", words));
    }

    static Form<String> matching(String pattern, String allowed) {
        return new Matching(Pattern.compile(pattern).asMatchPredicate(), allowed);
    }

    private record Matching(Predicate<String> fits, String allowed) implements Form<String> {
        @Override
        public Parsed<String> parse(String text) {
            return fits.test(text) ? new Parsed.Value<>(text) : new Parsed.Wrong<>("does not fit");
        }
    }

    /** The empty text, or what the form of names takes. */
    private static final class Notes implements Form<String> {
        @Override
        public Parsed<String> parse(String text) {
            return text.isEmpty() ? new Parsed.Value<>(text) : Forms.NAME.parse(text);
        }

        @Override
        public String allowed() {
            return "up to 256 characters";
        }
    }

    /** To the millisecond, as they are kept; years of four digits, as all are written alike. */
    private static final class Times implements Form<Instant> {
        private static final int LONGEST = 30;

        @Override
        public Parsed<Instant> parse(String text) {
            if (text.length() > LONGEST || text.startsWith("+") || text.startsWith("-")) {
                return new Parsed.Wrong<>("is not a time in UTC");
            }
            return Forms.TIME.parse(text) instanceof Parsed.Value<Instant>(var time)
                    ? new Parsed.Value<>(time.truncatedTo(ChronoUnit.MILLIS))
                    : Forms.TIME.parse(text);
        }

        @Override
        public String allowed() {
            return Forms.TIME.allowed();
        }
    }
}
