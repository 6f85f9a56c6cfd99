package io.raygate.upstream;

/** What the endpoints of a cluster speak. */
public enum Protocol {
    HTTP1,
    /** HTTP/2 with prior knowledge over clear text: Ray's gRPC proxy. */
    H2C,
    /** HTTP/2 over TLS. */
    H2
}
