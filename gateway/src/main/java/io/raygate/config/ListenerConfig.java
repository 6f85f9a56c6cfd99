package io.raygate.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A public listener.
 *
 * @param http2 HTTP/2 offered by ALPN (S-16); only with {@code tls}
 * @param h2c HTTP/2 in clear text; only without {@code tls}
 * @param proxyProtocol PROXY protocol v2 expected from trusted proxies (S-83)
 * @param redirectTo the id of the TLS listener that all requests are sent to with 308
 */
public record ListenerConfig(
        ListenAddress address,
        boolean http2,
        boolean h2c,
        boolean proxyProtocol,
        @Nullable String redirectTo,
        @Nullable Tls tls) {

    /**
     * TLS of a listener (S-74 to S-77).
     *
     * @param certificates at least one; the first fitting one by name is taken
     * @param ca the authorities that a client certificate must come from; null: none is asked for
     */
    public record Tls(List<Certificate> certificates, TlsVersion minVersion, @Nullable Path ca) {}

    /**
     * A certificate chain and its key, both PEM.
     *
     * @param names host names, also {@code *.example.com}, in lower case
     * @param isDefault served to names that no certificate has (S-75)
     */
    public record Certificate(
            List<String> names, Path certificate, SecretRef key, boolean isDefault) {}

    /** The lowest TLS version that a listener speaks. */
    public enum TlsVersion {
        TLS_1_2,
        TLS_1_3
    }
}
