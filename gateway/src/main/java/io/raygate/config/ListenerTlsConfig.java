package io.raygate.config;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * TLS of a listener (S-74 to S-77).
 *
 * @param certificates at least one; the first fitting one by name is taken
 * @param ca the authorities that a client certificate must come from; null: none is asked for
 */
public record ListenerTlsConfig(
        List<Certificate> certificates, TlsVersion minVersion, @Nullable Path ca) {
    private static final Form<TlsVersion> VERSIONS =
            Words.of("1.2", TlsVersion.TLS_1_2).or("1.3", TlsVersion.TLS_1_3);
    private static final Form<Boolean> CLIENT_AUTH = Words.of("none", false).or("require", true);

    static ListenerTlsConfig read(Section s) {
        if (!s.isWritten("certificates")) {
            s.fault("certificates", "is missing", "needed: a list of certificates");
        }
        List<Certificate> certificates = s.sections("certificates", Certificate::read);
        if (certificates.stream().filter(Certificate::isDefault).count() > 1) {
            s.fault("certificates", "has more than one default", "allowed: one");
        }
        TlsVersion minVersion = s.one("minVersion", VERSIONS, TlsVersion.TLS_1_2);
        boolean clientAuth = s.one("clientAuth", CLIENT_AUTH, false);
        Path ca = s.file("ca");
        if (clientAuth != (ca != null)) {
            s.fault("ca", "goes with clientAuth: require", "allowed: both or none");
        }
        return new ListenerTlsConfig(certificates, minVersion, ca);
    }

    /**
     * A certificate chain and its key, both PEM.
     *
     * @param names host names, also {@code *.example.com}, in lower case
     * @param isDefault served to names that no certificate has (S-75)
     */
    public record Certificate(
            List<String> names, Path certificate, SecretRef key, boolean isDefault) {
        static Certificate read(Section s) {
            Certificate certificate =
                    new Certificate(
                            s.some("names", Hosts.OR_WILDCARD, List.of()),
                            s.requiredFile("certificate"),
                            s.requiredSecret("key"),
                            s.flag("default", false));
            if (!s.isWritten("names") && !certificate.isDefault) {
                s.fault(
                        "names",
                        "is missing, nobody would ever get this certificate",
                        "needed: names, or default: true");
            }
            return certificate;
        }
    }

    /** The lowest TLS version that a listener speaks. */
    public enum TlsVersion {
        TLS_1_2,
        TLS_1_3
    }
}
