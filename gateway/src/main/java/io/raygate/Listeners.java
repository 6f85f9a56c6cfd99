package io.raygate;

import io.raygate.config.ConnectionsConfig;
import io.raygate.config.GatewayConfig;
import io.raygate.config.ListenerConfig;
import io.raygate.config.RouteConfig;
import io.raygate.config.SizesConfig;
import io.raygate.config.TimeoutsConfig;
import io.raygate.listener.ConnectionLimits;
import io.raygate.listener.HeadLimits;
import io.raygate.listener.ListenerSettings;
import io.raygate.listener.ListenerTimeouts;
import java.time.Duration;

/** Turns the listeners of the configuration into what the listener package works with; pure. */
final class Listeners {
    private static final int TRAILER_FIELDS = 32;

    /** How long a refused body is read and a closing answer may linger (S-12). */
    private static final Duration LINGER = Duration.ofSeconds(5);

    private Listeners() {}

    static ListenerSettings settings(String id, ListenerConfig listener, GatewayConfig config) {
        return new ListenerSettings(
                id,
                listener.address().host(),
                listener.address().port(),
                listener.h2c(),
                head(config.sizes()),
                timeouts(config),
                connection(config.connections()));
    }

    private static HeadLimits head(SizesConfig sizes) {
        return new HeadLimits(
                (int) sizes.requestLine(),
                (int) sizes.headerField(),
                (int) sizes.headers(),
                sizes.headerCount(),
                (int) sizes.chunkLine(),
                (int) sizes.chunkExtensions(),
                (int) sizes.trailers(),
                TRAILER_FIELDS);
    }

    private static ListenerTimeouts timeouts(GatewayConfig config) {
        TimeoutsConfig timeouts = config.timeouts();
        Duration clientWrite = timeouts.exchange().clientWrite();
        for (RouteConfig route : config.routes().values()) {
            Duration own = route.timeouts().clientWrite();
            clientWrite = own.compareTo(clientWrite) > 0 ? own : clientWrite;
        }
        return new ListenerTimeouts(
                timeouts.handshake(),
                timeouts.head(),
                timeouts.keepAlive(),
                timeouts.http2Idle(),
                timeouts.http2Ping(),
                clientWrite,
                LINGER);
    }

    private static ConnectionLimits connection(ConnectionsConfig connections) {
        return new ConnectionLimits(connections.maxAge(), connections.maxRequests());
    }
}
