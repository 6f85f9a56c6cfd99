package io.raygate.listener;

/**
 * Hears what happens to connections, for metrics; called on the connection's event loop, so it must
 * not block. All words come from a fixed set and may be labels.
 */
public interface ConnectionObserver {

    /** A connection was admitted; {@code protocol} is {@code http/1.1} or {@code h2}. */
    default void opened(String listener, String protocol) {}

    /** An admitted connection is gone. */
    default void closed(String listener, String protocol) {}

    /** A connection was closed before any request (S-83), for {@code reason}. */
    default void refused(String listener, String reason) {}

    /** A message broke a framing rule (S-02), named by {@code reason}. */
    default void framingFault(String listener, String reason) {}

    /** An HTTP/2 connection was ended with GOAWAY (S-20), for {@code reason}. */
    default void goAway(String listener, String reason) {}

    /** A timeout of the given name ended something (S-79). */
    default void timeout(String listener, String name) {}

    /** Hears nothing. */
    ConnectionObserver NONE = new ConnectionObserver() {};
}
