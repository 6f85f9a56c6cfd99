package io.raygate.auth;

import java.util.Set;

/** What an API key is confined to beyond its scopes; an empty set confines nothing. */
public record Grants(Set<String> routes) {

    /** Confined to nothing. */
    public static final Grants ALL = new Grants(Set.of());
}
