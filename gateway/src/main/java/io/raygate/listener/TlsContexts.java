package io.raygate.listener;

import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolConfig.Protocol;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectedListenerFailureBehavior;
import io.netty.handler.ssl.ApplicationProtocolConfig.SelectorFailureBehavior;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.OpenSslContextOption;
import io.netty.handler.ssl.OpenSslCredential;
import io.netty.handler.ssl.OpenSslCredentialBuilder;
import io.netty.handler.ssl.ReferenceCountedOpenSslContext;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslProvider;
import java.io.UncheckedIOException;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import javax.net.ssl.SSLException;

/** Makes the TLS library's contexts, all alike but for their certificates (S-74). */
final class TlsContexts {
    private static final List<String> CIPHERS =
            List.of(
                    "TLS_AES_128_GCM_SHA256",
                    "TLS_AES_256_GCM_SHA384",
                    "TLS_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
                    "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
                    "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
                    "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256");
    private static final String[] GROUPS = {"x25519", "secp256r1", "secp384r1"};
    private static final String[] BOTH = {"TLSv1.3", "TLSv1.2"};
    private static final String[] ONLY_13 = {"TLSv1.3"};

    private final boolean onlyTls13;
    private final List<X509Certificate> clientAuthorities;
    private final ApplicationProtocolConfig protocols;
    private final TicketKeys tickets;
    private final List<ReferenceCountedOpenSslContext> made = new ArrayList<>();

    TlsContexts(
            TlsSettings settings,
            List<X509Certificate> clientAuthorities,
            boolean http2,
            TicketKeys tickets) {
        this.onlyTls13 = settings.onlyTls13();
        this.clientAuthorities = clientAuthorities;
        this.protocols =
                new ApplicationProtocolConfig(
                        Protocol.ALPN,
                        SelectorFailureBehavior.NO_ADVERTISE,
                        SelectedListenerFailureBehavior.ACCEPT,
                        http2 ? List.of("h2", "http/1.1") : List.of("http/1.1"));
        this.tickets = tickets;
    }

    /** A context with these certificates, in the order in which they are to be preferred. */
    SslContext make(List<Identity> identities) {
        var credentials = identities.stream().map(TlsContexts::credential).toList();
        try {
            var context = (ReferenceCountedOpenSslContext) builder(credentials).build();
            made.add(context);
            seal(context);
            return context;
        } catch (SSLException cause) {
            throw new UncheckedIOException(cause);
        } finally {
            credentials.forEach(OpenSslCredential::release);
        }
    }

    /** Gives all contexts the current ticket keys. */
    void sealAll() {
        made.forEach(this::seal);
    }

    /** Lets go of the contexts; connections that use them keep them as long as they last. */
    void release() {
        made.forEach(ReferenceCountedOpenSslContext::release);
        made.clear();
    }

    private void seal(ReferenceCountedOpenSslContext context) {
        context.sessionContext().setTicketKeys(tickets.keys());
    }

    private SslContextBuilder builder(List<OpenSslCredential> credentials) {
        var builder =
                SslContextBuilder.forServer(NoKeys.factory())
                        .sslProvider(SslProvider.OPENSSL_REFCNT)
                        .protocols(onlyTls13 ? ONLY_13 : BOTH)
                        .ciphers(CIPHERS)
                        .option(OpenSslContextOption.GROUPS, GROUPS)
                        .applicationProtocolConfig(protocols)
                        .addCredentials(credentials);
        if (!clientAuthorities.isEmpty()) {
            builder.trustManager(clientAuthorities).clientAuth(ClientAuth.REQUIRE);
        }
        return builder;
    }

    private static OpenSslCredential credential(Identity identity) {
        var chain = identity.chain().toArray(X509Certificate[]::new);
        return OpenSslCredentialBuilder.forX509(identity.key(), chain).build();
    }
}
