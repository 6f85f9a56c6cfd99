package io.raygate.loadtest.load;

/** What is spoken on the connection. */
public enum Protocol {
    /** HTTP/1.1, one exchange at a time on a connection. */
    HTTP1,
    /** HTTP/2: by ALPN over TLS, with prior knowledge without. */
    HTTP2
}
