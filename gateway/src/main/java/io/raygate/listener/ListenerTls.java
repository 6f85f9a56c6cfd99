package io.raygate.listener;

import io.netty.handler.ssl.SslContext;
import io.raygate.pem.PemFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The TLS side of one listener: which certificate a client is shown, and the exchange of
 * certificates while connections go on (S-74 to S-76). {@link #poll()} blocks on files and belongs
 * on a worker; all else is for event loops.
 */
public final class ListenerTls {
    private static final Logger LOG = LoggerFactory.getLogger(ListenerTls.class);

    private volatile TlsSettings settings;
    private final boolean http2;
    private final IdentityReader reader;
    private final TicketKeys tickets;
    private volatile Generation generation;
    private @Nullable Generation retired;
    private volatile @Nullable String fault;
    private boolean closed;

    /** What is read at one time and used as a whole. */
    private record Generation(
            List<Identity> identities,
            List<X509Certificate> authorities,
            ServerNames<SslContext> names,
            TlsContexts contexts) {

        boolean isOf(List<Identity> read, List<X509Certificate> trusted) {
            return identities.equals(read) && authorities.equals(trusted);
        }
    }

    /** Reads everything; throws if any of it cannot be used. */
    ListenerTls(TlsSettings settings, boolean http2, IdentityReader reader, TicketKeys tickets)
            throws CertificateFault {
        this.settings = settings;
        this.http2 = http2;
        this.reader = reader;
        this.tickets = tickets;
        this.generation = make(reader.readAll(settings.certificates()), authorities());
    }

    /** When the first of the certificates in use ends. */
    public Instant expiresAt() {
        return generation.identities().stream()
                .map(identity -> identity.leaf().getNotAfter().toInstant())
                .min(Instant::compareTo)
                .orElseThrow();
    }

    /** Whether the files hold what cannot be used, so that older certificates are shown (S-76). */
    public boolean isStale() {
        return fault != null;
    }

    /** Why they cannot be used, with the names of files; empty where the newest are shown. */
    public Optional<String> fault() {
        return Optional.ofNullable(fault);
    }

    /** The context for a client that named {@code serverName}, or null: it is turned away. */
    @Nullable SslContext select(@Nullable String serverName) {
        return generation.names().select(serverName);
    }

    /**
     * Looks at the files and the ticket keys; new and good certificates are in use for every
     * handshake from now on, and a bad one leaves all as they are.
     *
     * @return whether certificates were exchanged
     */
    public synchronized boolean poll() {
        if (closed) {
            return false;
        }
        if (tickets.rotate()) {
            generation.contexts().sealAll();
        }
        try {
            var identities = reader.readAll(settings.certificates());
            var authorities = authorities();
            boolean changed = !generation.isOf(identities, authorities);
            if (changed) {
                exchange(make(identities, authorities));
            }
            fault = null;
            return changed;
        } catch (CertificateFault found) {
            keep(found.getMessage());
            return false;
        }
    }

    /** Says each fault once. */
    private void keep(String found) {
        if (!found.equals(fault)) {
            LOG.warn("certificates stay as they are: {}", found);
        }
        fault = found;
    }

    /** Other certificates are to be shown; {@link #poll()} reads them. */
    void follow(TlsSettings changed) {
        settings = changed;
    }

    /** Lets go of everything; for a listener that accepts no more. */
    synchronized void close() {
        closed = true;
        if (retired != null) {
            retired.contexts().release();
            retired = null;
        }
        generation.contexts().release();
    }

    /** A handshake may just have picked a context, so one goes only at the next exchange. */
    private void exchange(Generation fresh) {
        if (retired != null) {
            retired.contexts().release();
        }
        retired = generation;
        generation = fresh;
        LOG.info("certificates exchanged, the first of them ends at {}", expiresAt());
    }

    /** The TLS library has the last word on what it can use. */
    private Generation make(List<Identity> identities, List<X509Certificate> authorities)
            throws CertificateFault {
        var contexts = new TlsContexts(settings, authorities, http2, tickets);
        try {
            return new Generation(
                    identities, authorities, ServerNames.of(identities, contexts::make), contexts);
        } catch (RuntimeException cause) {
            contexts.release();
            throw new CertificateFault(settings.files(), cause);
        }
    }

    private List<X509Certificate> authorities() throws CertificateFault {
        Optional<Path> file = settings.clientAuthority();
        if (file.isEmpty()) {
            return List.of();
        }
        try {
            return new PemFile(Files.readAllBytes(file.get())).authorities();
        } catch (IOException | GeneralSecurityException cause) {
            throw new CertificateFault(file.get(), cause);
        }
    }
}
