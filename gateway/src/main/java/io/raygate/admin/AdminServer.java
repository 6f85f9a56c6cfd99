package io.raygate.admin;

import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.ServerSSLOptions;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** How the admin listener speaks HTTP/1.1 and TLS; the latter as public listeners do (S-74). */
final class AdminServer {
    private static final Set<String> VERSIONS = Set.of("TLSv1.3", "TLSv1.2");
    private static final List<String> CIPHERS =
            List.of(
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");

    private AdminServer() {}

    /**
     * Its options.
     *
     * @param shown the certificate; null: plain text
     */
    static HttpServerOptions options(@Nullable KeyCertOptions shown) {
        HttpServerOptions options =
                new HttpServerOptions()
                        .setHttp2ClearTextEnabled(false)
                        .setMaxInitialLineLength(4096)
                        .setMaxHeaderSize(8192)
                        .setIdleTimeout(60);
        if (shown != null) {
            options.setSsl(true)
                    .setUseAlpn(false)
                    .setKeyCertOptions(shown)
                    .setEnabledSecureTransportProtocols(VERSIONS);
            CIPHERS.forEach(options::addEnabledCipherSuite);
        }
        return options;
    }

    /** The part of them that can change while it listens. */
    static ServerSSLOptions tls(KeyCertOptions shown) {
        ServerSSLOptions options =
                new ServerSSLOptions()
                        .setKeyCertOptions(shown)
                        .setEnabledSecureTransportProtocols(VERSIONS);
        CIPHERS.forEach(options::addEnabledCipherSuite);
        return options;
    }
}
