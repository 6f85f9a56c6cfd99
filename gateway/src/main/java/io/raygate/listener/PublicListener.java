package io.raygate.listener;

import io.netty.handler.ssl.OpenSsl;
import io.raygate.listener.ListenerLoop.ListenerSocket;
import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;

/** A port that requests are accepted on: one verticle for each event loop, one shared socket. */
public final class PublicListener {
    /** S-76. */
    private static final long POLL_EVERY_MILLIS = 5_000;

    private final Vertx vertx;
    private final ListenerSettings settings;
    private final List<ListenerLoop> loops = new CopyOnWriteArrayList<>();
    private final Optional<ListenerTls> tls;
    private volatile long polling = -1;

    private PublicListener(Vertx vertx, ListenerSettings settings, Optional<ListenerTls> tls) {
        this.vertx = vertx;
        this.settings = settings;
        this.tls = tls;
    }

    /**
     * Binds and starts to accept.
     *
     * @param count how many event loops serve it, at least one
     * @return fails if the address cannot be bound, a certificate cannot be used or a library that
     *     the settings need is missing; nothing is left open then
     */
    public static Future<PublicListener> open(
            Vertx vertx, ListenerSettings settings, ListenerParts parts, int count) {
        var classes = PublicListener.class.getClassLoader();
        if (settings.proxyProtocol() && !ProxyHeader.isAvailable(classes)) {
            return Future.failedFuture("proxyProtocol needs netty-codec-haproxy");
        }
        return tls(vertx, settings, parts)
                .map(tls -> new PublicListener(vertx, settings, tls))
                .compose(listener -> listener.listen(parts, count));
    }

    private static Future<Optional<ListenerTls>> tls(
            Vertx vertx, ListenerSettings settings, ListenerParts parts) {
        if (settings.tls().isEmpty()) {
            return Future.succeededFuture(Optional.empty());
        }
        if (!OpenSsl.isAvailable()) {
            return Future.failedFuture(OpenSsl.unavailabilityCause());
        }
        return vertx.executeBlocking(
                        () ->
                                new ListenerTls(
                                        settings.tls().orElseThrow(),
                                        settings.http2(),
                                        new IdentityReader(parts.wall()),
                                        new TicketKeys(new SecureRandom(), parts.nanos())))
                .map(Optional::ofNullable);
    }

    private Future<PublicListener> listen(ListenerParts parts, int count) {
        var socket = new ListenerSocket(address(), Door.of(settings, tls).orElse(null));
        var options = new DeploymentOptions().setInstances(count);
        return vertx.deployVerticle(() -> loop(parts, socket), options)
                .onSuccess(deployed -> tls.ifPresent(this::poll))
                .map(this);
    }

    private ListenerLoop loop(ListenerParts parts, ListenerSocket socket) {
        var loop = new ListenerLoop(settings, parts, socket);
        loops.add(loop);
        return loop;
    }

    private void poll(ListenerTls certificates) {
        polling =
                vertx.setPeriodic(
                        POLL_EVERY_MILLIS,
                        timer -> vertx.executeBlocking(certificates::poll, false));
    }

    public String id() {
        return settings.id();
    }

    /** The port that is bound, 1 to 65535. */
    public int port() {
        return loops.getFirst().port();
    }

    /** The certificates; empty for a plain listener. */
    public Optional<ListenerTls> tls() {
        return tls;
    }

    /**
     * Shows other certificates from now on, if all of them can be used (S-98); what else the
     * settings say counts only when a listener is opened. Any thread.
     */
    public void follow(TlsSettings changed) {
        tls.ifPresent(
                certificates -> {
                    certificates.follow(changed);
                    vertx.executeBlocking(certificates::poll, false);
                });
    }

    /**
     * Closes the socket, and each connection when what is in work on it has ended: with GOAWAY, or
     * {@code Connection: close} (S-99).
     *
     * @return completes when all connections have gone, at the latest after {@code timeout}, which
     *     cuts off the rest
     */
    public Future<Void> drain(Duration timeout) {
        return each(loop -> loop.drain(timeout));
    }

    /** Closes the socket and every connection at once. */
    public Future<Void> close() {
        vertx.cancelTimer(polling);
        return each(loop -> vertx.undeploy(loop.deploymentID()).otherwiseEmpty())
                .onComplete(closed -> tls.ifPresent(ListenerTls::close));
    }

    private Future<Void> each(Function<ListenerLoop, Future<Void>> action) {
        return Future.join(loops.stream().map(action).toList()).mapEmpty();
    }

    /** Loops find their common socket by its address; a free port needs a name for that. */
    private SocketAddress address() {
        if (settings.port() != 0) {
            return SocketAddress.inetSocketAddress(settings.port(), settings.host());
        }
        var opened = vertx.sharedData().<String, Integer>getLocalMap("raygate.listener");
        var number = opened.merge("ports", 1, Integer::sum);
        return SocketAddress.sharedRandomPort(number, settings.host());
    }
}
