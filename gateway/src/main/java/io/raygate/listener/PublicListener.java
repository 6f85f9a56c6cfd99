package io.raygate.listener;

import io.vertx.core.DeploymentOptions;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.net.SocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A port that requests are accepted on: one verticle for each event loop, one shared socket. */
public final class PublicListener {
    private final Vertx vertx;
    private final ListenerSettings settings;
    private final List<ListenerLoop> loops = new CopyOnWriteArrayList<>();

    private PublicListener(Vertx vertx, ListenerSettings settings) {
        this.vertx = vertx;
        this.settings = settings;
    }

    /**
     * Binds and starts to accept.
     *
     * @param count how many event loops serve it, at least one
     * @return fails if the address cannot be bound; nothing is left open then
     */
    public static Future<PublicListener> open(
            Vertx vertx, ListenerSettings settings, ListenerParts parts, int count) {
        var listener = new PublicListener(vertx, settings);
        var address = listener.address();
        var options = new DeploymentOptions().setInstances(count);
        return vertx.deployVerticle(
                        () -> {
                            var loop = new ListenerLoop(settings, parts, address);
                            listener.loops.add(loop);
                            return loop;
                        },
                        options)
                .map(listener);
    }

    public String id() {
        return settings.id();
    }

    /** The port that is bound, 1 to 65535. */
    public int port() {
        return loops.getFirst().port();
    }

    /** Closes the socket and every connection at once. */
    public Future<Void> close() {
        return Future.join(loops.stream().map(loop -> vertx.undeploy(loop.deploymentID())).toList())
                .mapEmpty();
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
