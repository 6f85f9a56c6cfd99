package io.raygate.config;

/** What the upstream reads as Host (S-35). */
public sealed interface HostHeaderConfig {

    /** The caller's. */
    record Preserve() implements HostHeaderConfig {}

    /** The endpoint's host and port. */
    record Endpoint() implements HostHeaderConfig {}

    /** A fixed name. */
    record Name(String name) implements HostHeaderConfig {}
}
