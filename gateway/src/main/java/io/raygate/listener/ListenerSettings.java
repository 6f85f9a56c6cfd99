package io.raygate.listener;

/**
 * What one public listener is to be, compiled from the configuration.
 *
 * @param id its name in logs and metrics
 * @param host the address to bind, a name or a literal
 * @param port 0 for any free one
 * @param h2c whether HTTP/2 is spoken in clear text (S-16)
 */
public record ListenerSettings(
        String id,
        String host,
        int port,
        boolean h2c,
        HeadLimits head,
        ListenerTimeouts timeouts,
        ConnectionLimits connection) {

    /** Plain HTTP/1.1 with every bound at its default. */
    public static ListenerSettings plain(String id, String host, int port) {
        return new ListenerSettings(
                id,
                host,
                port,
                false,
                HeadLimits.DEFAULT,
                ListenerTimeouts.DEFAULT,
                ConnectionLimits.DEFAULT);
    }

    public ListenerSettings with(ConnectionLimits changed) {
        return new ListenerSettings(id, host, port, h2c, head, timeouts, changed);
    }
}
