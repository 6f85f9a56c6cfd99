package io.raygate.forward;

import io.raygate.upstream.ClusterSettings;

/** Which part of a cluster's settings its connections depend on. */
final class ConnectionSettings {
    private ConnectionSettings() {}

    /** Whether connections made under one of them can be used under the other. */
    static boolean equal(ClusterSettings one, ClusterSettings other) {
        return one.protocol() == other.protocol()
                && one.tls().equals(other.tls())
                && one.pool().equals(other.pool());
    }
}
