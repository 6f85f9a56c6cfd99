package io.raygate.listener;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.X509KeyManager;

/** Reads certificates with their keys and refuses pairs that do not fit or are not valid now. */
final class IdentityReader {
    private static final int RSA_BITS = 2048;

    private final Vertx vertx;
    private final InstantSource clock;

    IdentityReader(Vertx vertx, InstantSource clock) {
        this.vertx = vertx;
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
            var manager = manager(certificate);
            var alias = alias(manager);
            var chain = Arrays.asList(manager.getCertificateChain(alias));
            var key = manager.getPrivateKey(alias);
            chain.getFirst().checkValidity(Date.from(clock.instant()));
            checkStrength(key);
            checkPair(chain.getFirst(), key);
            return new Identity(
                    certificate.names(), List.copyOf(chain), key, certificate.isDefault());
        } catch (IOException | GeneralSecurityException | RuntimeException cause) {
            throw new CertificateFault(certificate.chain(), cause);
        }
    }

    private X509KeyManager manager(CertificateSettings certificate)
            throws IOException, GeneralSecurityException {
        var key = certificate.key().read().getBytes(StandardCharsets.US_ASCII);
        var options =
                new PemKeyCertOptions()
                        .addKeyValue(Buffer.buffer(key))
                        .addCertValue(Buffer.buffer(Files.readAllBytes(certificate.chain())));
        try {
            KeyManagerFactory factory = options.getKeyManagerFactory(vertx);
            return (X509KeyManager) factory.getKeyManagers()[0];
        } catch (IOException | GeneralSecurityException known) {
            throw known;
        } catch (Exception other) {
            throw new GeneralSecurityException(other);
        }
    }

    private static String alias(X509KeyManager manager) throws GeneralSecurityException {
        for (var type : List.of("EC", "RSA", "EdDSA")) {
            var aliases = manager.getServerAliases(type, null);
            if (aliases != null && aliases.length > 0) {
                return aliases[0];
            }
        }
        throw new GeneralSecurityException("neither an EC nor an RSA key");
    }

    /** The TLS library takes shorter ones, and then shakes hands with nobody. */
    private static void checkStrength(PrivateKey key) throws GeneralSecurityException {
        if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < RSA_BITS) {
            throw new InvalidKeyException(
                    "an RSA key of "
                            + rsa.getModulus().bitLength()
                            + " bits, at least "
                            + RSA_BITS);
        }
    }

    /** What the key signs, the certificate must verify. */
    private static void checkPair(X509Certificate certificate, PrivateKey key)
            throws GeneralSecurityException {
        var name =
                switch (key.getAlgorithm()) {
                    case "EC" -> "SHA256withECDSA";
                    case "RSA" -> "SHA256withRSA";
                    default -> key.getAlgorithm();
                };
        var signer = Signature.getInstance(name);
        signer.initSign(key);
        var text = "pair".getBytes(StandardCharsets.US_ASCII);
        signer.update(text);
        var signature = signer.sign();
        var verifier = Signature.getInstance(name);
        verifier.initVerify(certificate.getPublicKey());
        verifier.update(text);
        if (!verifier.verify(signature)) {
            throw new GeneralSecurityException("the key does not fit the certificate");
        }
    }
}
