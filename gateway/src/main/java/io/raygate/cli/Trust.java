package io.raygate.cli;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Whose certificates are believed: those of the platform, or of one authority alone. */
record Trust(@Nullable Path authority) {

    HttpClient.Builder applied(HttpClient.Builder builder) {
        if (authority == null) {
            return builder;
        }
        try (InputStream in = Files.newInputStream(authority)) {
            KeyStore believed = KeyStore.getInstance(KeyStore.getDefaultType());
            believed.load(null, null);
            int i = 0;
            for (Certificate one :
                    CertificateFactory.getInstance("X.509").generateCertificates(in)) {
                believed.setCertificateEntry("ca" + i++, one);
            }
            if (i == 0) {
                throw new GeneralSecurityException("there is no certificate in it");
            }
            TrustManagerFactory managers =
                    TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            managers.init(believed);
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, managers.getTrustManagers(), null);
            return builder.sslContext(context);
        } catch (IOException e) {
            throw unusable(new IoFault(e).text());
        } catch (GeneralSecurityException e) {
            throw unusable(String.valueOf(e.getMessage()));
        }
    }

    private CommandFailure unusable(String why) {
        return new CommandFailure(ExitCode.USAGE, "--ca " + authority + " cannot be used: " + why);
    }
}
