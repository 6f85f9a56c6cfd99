package io.raygate.config;

import java.util.function.Predicate;

/**
 * Names of fields that fit a rule; {@code _} is out, since {@code X_Y} and {@code X-Y} are one name
 * to many upstreams.
 */
record FieldNames(String rule, Predicate<String> fits) implements Form<String> {
    /** Fields that tell the upstream who calls. */
    static final FieldNames IDENTITY =
            new FieldNames(
                    "a field name that nothing else uses",
                    it ->
                            it.regionMatches(true, 0, "X-Raygate-", 0, 10)
                                    || !GovernedFields.inRequests(it));

    /** The field that an API key comes in. */
    static final FieldNames KEY =
            new FieldNames(
                    "a field name that nothing else uses, such as X-API-Key",
                    it -> it.equalsIgnoreCase("X-API-Key") || !GovernedFields.inRequests(it));

    /** The field of an upstream's own credential. */
    static final FieldNames CREDENTIAL =
            new FieldNames(
                    "a field name such as Authorization that the gateway does not set itself",
                    it -> GovernedFields.isCredential(it) || !GovernedFields.inRequests(it));

    /** A field that is only compared. */
    static final FieldNames MATCHED =
            new FieldNames(
                    "a field name but those of framing", it -> !GovernedFields.isFraming(it));

    /** A field of a request that a route changes. */
    static final FieldNames REQUEST =
            new FieldNames(
                    "a field name that the gateway does not govern itself",
                    it -> !GovernedFields.inRequests(it));

    /** A field of an answer that a route changes. */
    static final FieldNames RESPONSE =
            new FieldNames(
                    "a field name that the gateway does not govern itself",
                    it -> !GovernedFields.inResponses(it));

    @Override
    public Parsed<String> parse(String text) {
        if (!(Texts.TOKEN.parse(text) instanceof Parsed.Value) || text.indexOf('_') >= 0) {
            return Parsed.wrong("is not a field name");
        }
        return fits.test(text)
                ? Parsed.of(text)
                : Parsed.wrong("is a field that the gateway governs");
    }

    @Override
    public String allowed() {
        return rule;
    }
}
