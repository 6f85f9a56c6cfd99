package io.raygate.listener;

import io.raygate.pem.PemIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

/** Reads certificates with their keys and refuses pairs that do not fit or are not valid now. */
final class IdentityReader {
    private final InstantSource clock;

    IdentityReader(InstantSource clock) {
        this.clock = clock;
    }

    /** Blocks on files. */
    List<Identity> readAll(List<CertificateSettings> certificates) throws CertificateFault {
        var read = new ArrayList<Identity>();
        for (var certificate : certificates) {
            read.add(read(certificate));
        }
        return List.copyOf(read);
    }

    private Identity read(CertificateSettings certificate) throws CertificateFault {
        try {
            var chain = Files.readAllBytes(certificate.chain());
            var key = certificate.key().read().getBytes(StandardCharsets.US_ASCII);
            var pair = PemIdentity.read(chain, key);
            pair.chain().getFirst().checkValidity(Date.from(clock.instant()));
            return new Identity(
                    certificate.names(), pair.chain(), pair.key(), certificate.isDefault());
        } catch (IOException | GeneralSecurityException | RuntimeException cause) {
            throw new CertificateFault(certificate.chain(), cause);
        }
    }
}
