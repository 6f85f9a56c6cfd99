package io.raygate.route;

import io.raygate.exchange.RequestHead;
import org.jspecify.annotations.Nullable;

/** What ties requests to one side of a split, without a cookie. */
public sealed interface StickyKey {

    /** Nothing: each request is drawn anew. */
    record None() implements StickyKey {}

    record ByTenant() implements StickyKey {}

    record ByCredential() implements StickyKey {}

    record ByHeader(String name) implements StickyKey {}

    /** The bytes to hash, or null where this request has none and is drawn like any other. */
    default @Nullable CharSequence of(RequestHead head, Caller caller) {
        return switch (this) {
            case None() -> null;
            case ByTenant() -> caller.tenant();
            case ByCredential() -> caller.credential();
            case ByHeader(var name) -> head.fields().get(name);
        };
    }

    /** The caller as a split sees it; both null for an anonymous one. */
    record Caller(@Nullable String tenant, @Nullable String credential) {}
}
