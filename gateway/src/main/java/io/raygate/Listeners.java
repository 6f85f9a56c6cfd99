package io.raygate;

import io.raygate.config.DrainConfig;
import io.raygate.config.GatewayConfig;
import io.raygate.config.ListenerConfig;
import io.raygate.listener.ConnectionCaps;
import io.raygate.listener.ConnectionObserver;
import io.raygate.listener.Connections;
import io.raygate.listener.Drain;
import io.raygate.listener.ExchangeHandler;
import io.raygate.listener.ListenerParts;
import io.raygate.listener.ListenerSettings;
import io.raygate.listener.ListenerTls;
import io.raygate.listener.PublicListener;
import io.raygate.listener.TlsSettings;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Supplier;

/**
 * The public listeners of a gateway, which share their caps on connections: opened one after
 * another, following each configuration, drained and closed together.
 */
final class Listeners {
    private final Vertx vertx;
    private final GatewayParts parts;
    private final ListenerCompiler compiler;
    private final Connections connections = new Connections(ConnectionCaps.DEFAULT);
    private final Map<String, PublicListener> open = new ConcurrentSkipListMap<>();

    Listeners(Vertx vertx, GatewayParts parts) {
        this.vertx = vertx;
        this.parts = parts;
        this.compiler = new ListenerCompiler(parts.environment());
    }

    /** Opens all that the configuration names; blocking. */
    void open(GatewayConfig config, DataPlane data, ConnectionObserver observer)
            throws StartFailure {
        limit(config);
        for (var entry : config.listeners().entrySet()) {
            String id = entry.getKey();
            ListenerSettings settings = compiler.settings(id, entry.getValue(), config);
            ListenerParts listening =
                    new ListenerParts(
                            handlers(data, entry.getValue()),
                            connections,
                            observer,
                            parts.nanos(),
                            parts.wall());
            String where =
                    "listeners." + id + ".address " + settings.host() + ":" + settings.port();
            Future<PublicListener> opening =
                    PublicListener.open(vertx, settings, listening, parts.eventLoops());
            open.put(id, Patience.await(where, opening));
        }
    }

    private void limit(GatewayConfig config) {
        connections.limit(Connections.withinDescriptors(ListenerCompiler.caps(config)));
    }

    /** How many connections they take, no more than the process has descriptors for (S-104). */
    ConnectionCaps caps() {
        return connections.caps();
    }

    private ExchangeHandler.Factory handlers(DataPlane data, ListenerConfig listener) {
        String target = listener.redirectTo();
        return target == null
                ? data::onThisLoop
                : () -> data.redirectOnThisLoop(() -> port(target));
    }

    /** What a listener takes from a reload: whom it trusts, and its certificates. */
    void follow(GatewayConfig config) {
        limit(config);
        config.listeners()
                .forEach(
                        (id, listener) ->
                                compiler.settings(id, listener, config)
                                        .tls()
                                        .ifPresent(tls -> follow(id, tls)));
    }

    private void follow(String id, TlsSettings tls) {
        PublicListener listener = open.get(id);
        if (listener != null) {
            listener.follow(tls);
        }
    }

    /** The bound port of a listener, or -1. */
    int port(String id) {
        PublicListener listener = open.get(id);
        return listener == null ? -1 : listener.port();
    }

    /** What the listeners with TLS show. */
    Map<String, ListenerTls> certificates() {
        Map<String, ListenerTls> certificates = new TreeMap<>();
        open.forEach((id, listener) -> listener.tls().ifPresent(tls -> certificates.put(id, tls)));
        return certificates;
    }

    /** What there is to say of certificates that an operator must replace once more (S-76). */
    String staleCertificates() {
        List<String> stale = new ArrayList<>();
        certificates().forEach((id, tls) -> tls.fault().ifPresent(it -> stale.add(id + ": " + it)));
        return stale.isEmpty() ? "" : "older ones are shown, " + String.join("; ", stale);
    }

    /** Takes nothing new and lets what is in work end in time (S-99). */
    Future<Void> drain(DrainConfig times, Supplier<Future<Void>> lastWords) {
        return new Drain(vertx, open.values(), new Drain.Times(times.delay(), times.timeout()))
                .begin(lastWords);
    }

    Future<Void> close() {
        return Future.join(List.copyOf(open.values()).stream().map(PublicListener::close).toList())
                .mapEmpty();
    }
}
