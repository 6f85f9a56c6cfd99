package io.raygate.testing;

import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import javax.net.ssl.SSLContext;

/**
 * An issuer's server, over TLS on loopback: shows its key set, or does whatever else a test tells
 * it.
 */
public final class KeyServer implements AutoCloseable {
    private final TestCertificates certificates;
    private final FaultyUpstream server;
    private volatile FaultyUpstream.Script script = conversation -> {};

    private KeyServer(Path folder, String name) throws IOException, GeneralSecurityException {
        certificates = new TestCertificates(folder);
        var identity = certificates.issue(Algorithm.ecp256, name);
        var context = SSLContext.getInstance("TLS");
        context.init(identity.toKeyManagerFactory().getKeyManagers(), null, null);
        server =
                FaultyUpstream.start(
                        context.getServerSocketFactory(), conversation -> script.run(conversation));
    }

    /** Begins with a certificate for {@code localhost} and an authority in the folder. */
    public static KeyServer start(Path folder) {
        return start(folder, "localhost");
    }

    /** The same for another name. */
    public static KeyServer start(Path folder, String name) {
        try {
            return new KeyServer(folder, name);
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** Shows these keys from now on. */
    public KeyServer show(SigningKey... keys) {
        return show(new String(SigningKey.jwks(keys), StandardCharsets.UTF_8));
    }

    /** Answers 200 with this from now on. */
    public KeyServer show(String document) {
        return run(
                conversation -> {
                    conversation.readHead();
                    conversation.send(
                            "HTTP/1.1 200 OK\r\nContent-Length: "
                                    + document.length()
                                    + "\r\n\r\n"
                                    + document);
                });
    }

    /** Does this with each connection from now on. */
    public KeyServer run(FaultyUpstream.Script next) {
        script = next;
        return this;
    }

    public int port() {
        return server.port();
    }

    public String url(String path) {
        return "https://localhost:" + port() + path;
    }

    /** The file of the authority that vouches for it. */
    public Path authority() {
        return certificates.authorityFile();
    }

    /** The requests so far. */
    public int asked() {
        return server.heads().size();
    }

    public FaultyUpstream connections() {
        return server;
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
