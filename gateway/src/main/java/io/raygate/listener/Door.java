package io.raygate.listener;

import io.netty.channel.ChannelHandler;
import io.vertx.core.net.SSLEngineOptions;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * What the loops of a listener share whose connections pass a gate before they become HTTP: of what
 * kind it is, and which loop's guard stands there. Vert.x makes one TLS context for all loops, and
 * the handler of a new connection on the thread of the loop that it belongs to.
 */
final class Door {
    private final Function<Entrance.Guard, ChannelHandler> gate;
    private final Map<Thread, Entrance.Guard> guards = new ConcurrentHashMap<>();

    private Door(Function<Entrance.Guard, ChannelHandler> gate) {
        this.gate = gate;
    }

    /** That of a listener, if it has one: HTTP/1 in clear text needs none. */
    static Optional<Door> of(ListenerSettings settings, Optional<ListenerTls> tls) {
        Optional<Door> secure = tls.map(it -> new Door(guard -> new ServerNameGate(it, guard)));
        return settings.h2c() ? secure.or(() -> Optional.of(new Door(PrefaceGate::new))) : secure;
    }

    /** Connections of the calling event loop meet this guard. */
    void guardedBy(Entrance.Guard guard) {
        guards.put(Thread.currentThread(), guard);
    }

    SSLEngineOptions options() {
        return EntranceContext.options(
                () -> gate.apply(Objects.requireNonNull(guards.get(Thread.currentThread()))));
    }
}
