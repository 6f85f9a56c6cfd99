package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/** Which methods may reach a route at all (S-10). */
final class MethodRules {
    private static final String COMMON = "GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS";

    private MethodRules() {}

    /** Why this method goes no further, or null; names are case-sensitive. */
    static @Nullable Rejection fault(String method, SanitizerRules rules) {
        return switch (method) {
            case "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS" -> null;
            case "CONNECT", "TRACE" ->
                    Rejection.closing(RejectionCode.METHOD_NOT_ALLOWED, "never served")
                            .allowing(COMMON);
            default ->
                    rules.methods().contains(method)
                            ? null
                            : Rejection.of(RejectionCode.METHOD_UNKNOWN, "no route lists it");
        };
    }
}
