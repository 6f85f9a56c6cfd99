package io.raygate.store;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which entries a list holds; null asks for all. {@code to} is exclusive. */
public record AuditFilter(
        @Nullable Instant from,
        @Nullable Instant to,
        @Nullable String actor,
        @Nullable String action,
        @Nullable String target) {
    public static final AuditFilter ALL = new AuditFilter(null, null, null, null, null);
}
