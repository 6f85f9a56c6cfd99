package io.raygate.listener;

import io.vertx.core.net.SSLEngineOptions;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What the loops of a TLS listener share: its certificates, and which loop's guard a connection
 * meets. Vert.x makes one TLS context for all loops, and the handler of a new connection on the
 * thread of the loop that it belongs to.
 */
final class TlsDoor {
    private final ListenerTls tls;
    private final Map<Thread, TlsEntrance.Guard> guards = new ConcurrentHashMap<>();

    TlsDoor(ListenerTls tls) {
        this.tls = tls;
    }

    ListenerTls tls() {
        return tls;
    }

    /** Connections of the calling event loop meet this guard. */
    void guardedBy(TlsEntrance.Guard guard) {
        guards.put(Thread.currentThread(), guard);
    }

    SSLEngineOptions options() {
        return TlsContext.options(
                tls, () -> Objects.requireNonNull(guards.get(Thread.currentThread())));
    }
}
