package io.raygate.testing;

import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import io.netty.pkitesting.X509Bundle;
import io.raygate.listener.CertificateSettings;
import io.raygate.listener.KeySource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** An authority and what it issues, as the files of a listener. */
public final class TestCertificates {
    private final Path folder;
    private final X509Bundle authority;

    public TestCertificates(Path folder) {
        this.folder = folder;
        this.authority = build(builder("CN=test authority").setIsCertificateAuthority(true), null);
        write("ca.pem", authority.getCertificatePEM());
    }

    /** The file of the authority's certificate. */
    public Path authorityFile() {
        return folder.resolve("ca.pem");
    }

    public X509Bundle authority() {
        return authority;
    }

    /** Issues a certificate for names; also a wildcard. */
    public X509Bundle issue(Algorithm algorithm, String... names) {
        return issue(algorithm, Instant.now().plus(Duration.ofDays(30)), names);
    }

    public X509Bundle issue(Algorithm algorithm, Instant end, String... names) {
        var builder = builder("CN=" + names[0]).algorithm(algorithm).notAfter(end);
        for (var name : names) {
            if (!name.startsWith("*")) { // the builder cannot
                builder.addSanDnsName(name);
            }
        }
        return build(builder.addSanIpAddress("127.0.0.1"), authority);
    }

    /** Writes both files, with rights as they should be, and names them for a listener. */
    public CertificateSettings install(String file, X509Bundle bundle, String... names) {
        write(file + ".crt", bundle.getCertificatePathPEM());
        write(file + ".key", bundle.getPrivateKeyPEM());
        return new CertificateSettings(
                List.of(names),
                folder.resolve(file + ".crt"),
                new KeySource.KeyFile(folder.resolve(file + ".key")),
                false);
    }

    /** The same, shown also to names that no certificate has. */
    public static CertificateSettings asDefault(CertificateSettings settings) {
        return new CertificateSettings(settings.names(), settings.chain(), settings.key(), true);
    }

    public void write(String file, String text) {
        try {
            var path = folder.resolve(file);
            var temporary = folder.resolve(file + ".new");
            Files.writeString(temporary, text);
            Files.setPosixFilePermissions(temporary, PosixFilePermissions.fromString("rw-------"));
            Files.move(temporary, path, StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /** A client's context that believes everyone, so that a test can look for itself. */
    public static SSLContext believing(KeyManager... keys) {
        try {
            var context = SSLContext.getInstance("TLS");
            context.init(keys, new TrustManager[] {new Believer()}, new SecureRandom());
            return context;
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static CertificateBuilder builder(String subject) {
        return new CertificateBuilder()
                .subject(subject)
                .notBefore(Instant.now().minus(Duration.ofDays(1)))
                .notAfter(Instant.now().plus(Duration.ofDays(365)));
    }

    private static X509Bundle build(CertificateBuilder builder, @Nullable X509Bundle issuer) {
        try {
            return issuer == null ? builder.buildSelfSigned() : builder.buildIssuedBy(issuer);
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static final class Believer extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
