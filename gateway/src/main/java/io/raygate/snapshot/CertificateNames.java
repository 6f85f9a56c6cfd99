package io.raygate.snapshot;

import io.raygate.config.ListenerConfig;
import io.raygate.config.ListenerTlsConfig;
import io.raygate.exchange.ServedNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Knows which certificate a listener shows for a name, so that a request for another one's name is
 * misdirected (S-22).
 */
final class CertificateNames implements ServedNames {
    private static final int NONE = -1;

    private final Map<String, List<ListenerTlsConfig.Certificate>> byListener = new HashMap<>();

    private CertificateNames() {}

    static ServedNames of(Map<String, ListenerConfig> listeners) {
        CertificateNames names = new CertificateNames();
        listeners.forEach(
                (id, listener) -> {
                    if (listener.tls() != null && listener.tls().certificates().size() > 1) {
                        names.byListener.put(id, listener.tls().certificates());
                    }
                });
        return names.byListener.isEmpty() ? ServedNames.ANY : names;
    }

    @Override
    public boolean fits(String listener, @Nullable String serverName, String host) {
        List<ListenerTlsConfig.Certificate> certificates = byListener.get(listener);
        return certificates == null
                || serverName == null
                || shown(certificates, host) == shown(certificates, serverName);
    }

    /** Exact name, then wildcard, then the default one (S-75). */
    private static int shown(List<ListenerTlsConfig.Certificate> certificates, String host) {
        int dot = host.indexOf('.');
        int exact = named(certificates, host);
        int wildcard =
                exact == NONE && dot > 0 ? named(certificates, "*" + host.substring(dot)) : NONE;
        return exact != NONE ? exact : wildcard != NONE ? wildcard : byDefault(certificates);
    }

    private static int named(List<ListenerTlsConfig.Certificate> certificates, String name) {
        for (int i = 0; i < certificates.size(); i++) {
            if (certificates.get(i).names().contains(name)) {
                return i;
            }
        }
        return NONE;
    }

    private static int byDefault(List<ListenerTlsConfig.Certificate> certificates) {
        for (int i = 0; i < certificates.size(); i++) {
            if (certificates.get(i).isDefault()) {
                return i;
            }
        }
        return NONE;
    }
}
