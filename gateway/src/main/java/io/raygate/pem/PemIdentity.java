package io.raygate.pem;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.security.interfaces.RSAKey;
import java.util.List;
import javax.net.ssl.X509KeyManager;

/** A certificate chain, leaf first, that was found to fit its key. */
public record PemIdentity(List<X509Certificate> chain, PrivateKey key) {
    private static final int RSA_BITS = 2048;

    /** Parses both, and refuses a pair that does not fit or that TLS would not use. */
    public static PemIdentity read(byte[] chain, byte[] key) throws GeneralSecurityException {
        var manager = manager(chain, key);
        var alias = alias(manager);
        var read =
                new PemIdentity(
                        List.of(manager.getCertificateChain(alias)), manager.getPrivateKey(alias));
        read.checkStrength();
        read.checkPair();
        return read;
    }

    private static X509KeyManager manager(byte[] chain, byte[] key)
            throws GeneralSecurityException {
        var options =
                new PemKeyCertOptions()
                        .addKeyValue(Buffer.buffer(key))
                        .addCertValue(Buffer.buffer(chain));
        try {
            return (X509KeyManager) options.getKeyManagerFactory(null).getKeyManagers()[0];
        } catch (GeneralSecurityException known) {
            throw known;
        } catch (Exception other) {
            throw new GeneralSecurityException(other.getMessage(), other);
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
    private void checkStrength() throws GeneralSecurityException {
        if (key instanceof RSAKey rsa && rsa.getModulus().bitLength() < RSA_BITS) {
            throw new InvalidKeyException(
                    "an RSA key of "
                            + rsa.getModulus().bitLength()
                            + " bits, at least "
                            + RSA_BITS);
        }
    }

    /** What the key signs, the certificate must verify. */
    private void checkPair() throws GeneralSecurityException {
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
        verifier.initVerify(chain.getFirst().getPublicKey());
        verifier.update(text);
        if (!verifier.verify(signature)) {
            throw new GeneralSecurityException("the key does not fit the certificate");
        }
    }

    /** Shows no key (S-94). */
    @Override
    public String toString() {
        return "PemIdentity[" + chain.getFirst().getSubjectX500Principal() + "]";
    }
}
