package io.raygate.upstream;

/** Which Host the upstream sees (S-35). */
public sealed interface HostHeader {

    /** The caller's. */
    record Preserve() implements HostHeader {}

    /** The endpoint's own address. */
    record OfEndpoint() implements HostHeader {}

    /** Always the same. */
    record Named(String name) implements HostHeader {}
}
