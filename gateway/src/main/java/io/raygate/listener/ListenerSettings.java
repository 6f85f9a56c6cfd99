package io.raygate.listener;

import java.util.Optional;

/**
 * What one public listener is to be, compiled from the configuration.
 *
 * @param id its name in logs and metrics
 * @param host the address to bind, a name or a literal
 * @param port 0 for any free one
 * @param http2 HTTP/2 offered by ALPN; nothing without {@code tls} (S-16)
 * @param h2c HTTP/2 in clear text, by prior knowledge; nothing with {@code tls} (S-16)
 * @param proxyProtocol whether trusted proxies speak PROXY protocol v2 here (S-83)
 * @param tls empty for a plain listener
 */
public record ListenerSettings(
        String id,
        String host,
        int port,
        boolean http2,
        boolean h2c,
        boolean proxyProtocol,
        Optional<TlsSettings> tls,
        HeadLimits head,
        Http2Limits http2Limits,
        ListenerTimeouts timeouts,
        ConnectionLimits connection) {

    /** Plain HTTP/1.1 with every bound at its default. */
    public static ListenerSettings plain(String id, String host, int port) {
        return new ListenerSettings(
                id,
                host,
                port,
                false,
                false,
                false,
                Optional.empty(),
                HeadLimits.DEFAULT,
                Http2Limits.DEFAULT,
                ListenerTimeouts.DEFAULT,
                ConnectionLimits.DEFAULT);
    }

    public ListenerSettings with(ConnectionLimits changed) {
        return new ListenerSettings(
                id,
                host,
                port,
                http2,
                h2c,
                proxyProtocol,
                tls,
                head,
                http2Limits,
                timeouts,
                changed);
    }

    /** HTTP/1.1 and HTTP/2 over TLS. */
    public ListenerSettings with(TlsSettings changed) {
        return new ListenerSettings(
                id,
                host,
                port,
                true,
                false,
                proxyProtocol,
                Optional.of(changed),
                head,
                http2Limits,
                timeouts,
                connection);
    }

    public ListenerSettings withH2c() {
        return new ListenerSettings(
                id,
                host,
                port,
                http2,
                true,
                proxyProtocol,
                tls,
                head,
                http2Limits,
                timeouts,
                connection);
    }

    public ListenerSettings withProxyProtocol() {
        return new ListenerSettings(
                id, host, port, http2, h2c, true, tls, head, http2Limits, timeouts, connection);
    }
}
