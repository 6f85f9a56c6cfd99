package io.raygate.config;

import org.jspecify.annotations.Nullable;

/**
 * A public listener.
 *
 * @param http2 HTTP/2 offered by ALPN (S-16); only with {@code tls}
 * @param h2c HTTP/2 in clear text with prior knowledge, beside HTTP/1; only without {@code tls}
 * @param proxyProtocol PROXY protocol v2 expected from trusted proxies (S-83)
 * @param redirectTo the id of the TLS listener that all requests are sent to with 308
 */
public record ListenerConfig(
        ListenAddress address,
        boolean http2,
        boolean h2c,
        boolean proxyProtocol,
        @Nullable String redirectTo,
        @Nullable ListenerTlsConfig tls) {
    private static final Form<Boolean> PROXY_PROTOCOL = Words.of("v2", true);

    static ListenerConfig read(Section s) {
        ListenAddress address = s.required("address", ListenAddress.FORM, new ListenAddress("", 0));
        ListenerTlsConfig tls = s.optionalSection("tls", ListenerTlsConfig::read);
        ListenerConfig listener =
                new ListenerConfig(
                        address,
                        s.flag("http2", tls != null),
                        s.flag("h2c", false),
                        s.optional("proxyProtocol", PROXY_PROTOCOL) != null,
                        s.optional("redirectTo", Texts.ID),
                        tls);
        if (listener.http2 && tls == null) {
            s.fault("http2", "is offered by TLS only", "allowed: with tls, or h2c for clear text");
        }
        if (listener.h2c && tls != null) {
            s.fault("h2c", "is clear text, but the listener has tls", "allowed: http2");
        }
        return listener;
    }
}
