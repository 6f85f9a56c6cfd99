package io.raygate.listener;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * How a listener does TLS (S-74 to S-77).
 *
 * @param certificates at least one; the first is shown to clients that name no host
 * @param onlyTls13 whether TLS 1.2 is refused
 * @param clientAuthority PEM file of the authorities, one of which must have issued the client's
 *     certificate; empty: none is asked for
 */
public record TlsSettings(
        List<CertificateSettings> certificates, boolean onlyTls13, Optional<Path> clientAuthority) {

    /** The files of the certificates, for messages. */
    List<Path> files() {
        return certificates.stream().map(CertificateSettings::chain).toList();
    }
}
