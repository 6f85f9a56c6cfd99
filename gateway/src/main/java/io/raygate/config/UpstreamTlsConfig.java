package io.raygate.config;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Upstream TLS (S-77).
 *
 * @param ca authorities, PEM; null: those of the platform
 * @param serverName name to verify and to send as SNI; null: the endpoint's host
 * @param certificate own certificate; null exactly when {@code key} is
 */
public record UpstreamTlsConfig(
        @Nullable Path ca,
        @Nullable String serverName,
        @Nullable Path certificate,
        @Nullable SecretRef key,
        boolean insecureSkipVerify) {
    static UpstreamTlsConfig read(Section s) {
        UpstreamTlsConfig tls =
                new UpstreamTlsConfig(
                        s.file("ca"),
                        s.optional("serverName", Hosts.FORM),
                        s.file("certificate"),
                        s.secret("key"),
                        s.flag("insecureSkipVerify", false));
        if ((tls.certificate == null) != (tls.key == null)) {
            s.fault("certificate and key go together", "allowed: both or none");
        }
        return tls;
    }
}
