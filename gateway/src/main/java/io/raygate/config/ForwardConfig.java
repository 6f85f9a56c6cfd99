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
    public record HeaderEdits(Map<String, String> set, List<String> remove) {}
}
