package io.raygate.config;

import java.util.List;

/**
 * Cross-origin access (S-70).
 *
 * @param origins exact, in lower case, or a single {@code *}
 */
public record CorsConfig(List<String> origins) {
    static CorsConfig read(Section s) {
        CorsConfig cors = new CorsConfig(s.requiredList("origins", Origins.FORM));
        if (cors.origins.size() > 1 && cors.origins.contains("*")) {
            s.fault("origins", "has * and others", "allowed: * alone, or origins");
        }
        return cors;
    }
}
