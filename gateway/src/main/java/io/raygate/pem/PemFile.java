package io.raygate.pem;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayInputStream;
import java.security.GeneralSecurityException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;

/** What stood in a file when it was read: equal if its content is, and never shown (S-94). */
public final class PemFile {
    private final byte[] content;

    public PemFile(byte[] content) {
        this.content = content.clone();
    }

    public Buffer buffer() {
        return Buffer.buffer(content);
    }

    /** The authorities that a peer can be verified by; fails if there is none. */
    public List<X509Certificate> authorities() throws GeneralSecurityException {
        var read =
                CertificateFactory.getInstance("X.509")
                        .generateCertificates(new ByteArrayInputStream(content));
        if (read.isEmpty()) {
            throw new CertificateException("no certificate");
        }
        return read.stream().map(X509Certificate.class::cast).toList();
    }

    /** Fails unless these are a chain and {@code key} is its key. */
    public void checkFits(PemFile key) throws GeneralSecurityException {
        PemIdentity.read(content, key.content);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof PemFile file && Arrays.equals(content, file.content);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(content);
    }

    @Override
    public String toString() {
        return "PemFile[" + content.length + " bytes]";
    }
}
