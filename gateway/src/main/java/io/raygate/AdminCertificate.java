package io.raygate;

import io.raygate.config.AdminConfig;
import io.raygate.listener.KeySource;
import io.raygate.pem.PemIdentity;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.KeyCertOptions;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Date;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The certificate of the admin listener, read as strictly as those of public ones, and again at
 * each poll (S-76). Blocks on files; one thread at a time.
 */
final class AdminCertificate {
    private static final Logger LOG = LoggerFactory.getLogger(AdminCertificate.class);

    private final AdminConfig.Tls tls;
    private final KeySource key;
    private final InstantSource clock;
    private @Nullable PemIdentity shown;
    private String fault = "";

    AdminCertificate(AdminConfig.Tls tls, KeySource key, InstantSource clock) {
        this.tls = tls;
        this.key = key;
        this.clock = clock;
    }

    /**
     * The first one.
     *
     * @throws StartFailure if it cannot be used
     */
    synchronized KeyCertOptions first() throws StartFailure {
        try {
            return read().orElseThrow();
        } catch (IOException | GeneralSecurityException e) {
            throw new StartFailure("admin.tls: " + reason(e), e);
        }
    }

    /** Another one than before; what cannot be used leaves the old one where it is. */
    synchronized Optional<KeyCertOptions> next() {
        try {
            Optional<KeyCertOptions> next = read();
            fault = "";
            return next;
        } catch (IOException | GeneralSecurityException e) {
            String found = reason(e);
            if (!found.equals(fault)) {
                LOG.warn("the certificate of the admin listener stays as it is: {}", found);
            }
            fault = found;
            return Optional.empty();
        }
    }

    private String reason(Exception e) {
        return tls.certificate() + " cannot be used: " + e.getMessage();
    }

    private Optional<KeyCertOptions> read() throws IOException, GeneralSecurityException {
        byte[] chain = Files.readAllBytes(tls.certificate());
        byte[] secret = key.read().getBytes(StandardCharsets.US_ASCII);
        PemIdentity read = PemIdentity.read(chain, secret);
        read.chain().getFirst().checkValidity(Date.from(clock.instant()));
        if (read.equals(shown)) {
            return Optional.empty();
        }
        shown = read;
        return Optional.of(
                new PemKeyCertOptions()
                        .addCertValue(Buffer.buffer(chain))
                        .addKeyValue(Buffer.buffer(secret)));
    }
}
