package io.raygate.config;

import java.util.List;
import java.util.Map;

/**
 * What of a request and of its answer passes beyond the rule.
 *
 * @param allow names with {@code _} that pass
 * @param baggage members of {@code baggage} that pass
 * @param trailers response trailers that pass (S-15)
 * @param cookies names of cookies that pass both ways
 * @param rayHeaders of Serve-Multiplexed-Model-Id and X-Session-Id (S-30)
 */
public record ForwardConfig(
        Style style,
        HeaderEdits headers,
        List<String> allow,
        List<String> baggage,
        List<String> trailers,
        List<String> cookies,
        List<String> rayHeaders) {
    private static final Form<Style> STYLE =
            Words.of("x-forwarded", Style.X_FORWARDED).or("forwarded", Style.FORWARDED);
    private static final Form<String> UNDERSCORED =
            Texts.text(
                    128,
                    "a field name with _",
                    it ->
                            Texts.isToken(it)
                                    && it.indexOf('_') >= 0
                                    && !GovernedFields.inRequests(it));
    private static final Form<String> RAY_HEADER =
            Words.of("Serve-Multiplexed-Model-Id", "Serve-Multiplexed-Model-Id")
                    .or("X-Session-Id", "X-Session-Id");

    static ForwardConfig read(Section s) {
        return new ForwardConfig(
                s.one("style", STYLE, Style.X_FORWARDED),
                s.section("headers", it -> HeaderEdits.read(it, FieldNames.REQUEST)),
                s.list("allow", UNDERSCORED),
                s.list("baggage", Texts.TOKEN),
                s.list("trailers", FieldNames.RESPONSE),
                s.list("cookies", Texts.TOKEN),
                s.list("rayHeaders", RAY_HEADER));
    }

    /** How the upstream is told about the way of a request. */
    public enum Style {
        X_FORWARDED,
        FORWARDED
    }

    /**
     * Fields set to literal values and fields removed; never names that the gateway itself governs.
     *
     * @param set by name
     */
    public record HeaderEdits(Map<String, String> set, List<String> remove) {
        static HeaderEdits read(Section s, Form<String> names) {
            return new HeaderEdits(
                    s.each("set", names, (set, name) -> set.one(name, Texts.FIELD_VALUE, "")),
                    s.list("remove", names));
        }
    }
}
