package io.raygate.listener;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The orderly end of a gateway (S-99): go on accepting for a while, so that whoever sends requests
 * can notice that it is not ready any more; then tell the connections to end, wait for what is in
 * work, and cut off what is left. Runs once.
 */
public final class Drain {
    private static final Logger LOG = LoggerFactory.getLogger(Drain.class);

    /** What last words may take. */
    private static final Duration GOODBYE = Duration.ofSeconds(2);

    private final Vertx vertx;
    private final List<PublicListener> listeners;
    private final Times times;

    /**
     * How long it may take.
     *
     * @param delay while it goes on accepting
     * @param timeout for what is in work after that
     */
    public record Times(Duration delay, Duration timeout) {}

    public Drain(Vertx vertx, Collection<PublicListener> listeners, Times times) {
        this.vertx = vertx;
        this.listeners = List.copyOf(listeners);
        this.times = times;
    }

    /**
     * Starts it.
     *
     * @param lastWords what is still to be said where something is cut off, for example by
     *     WebSockets
     * @return completes when every connection has gone; never fails
     */
    public Future<Void> begin(Supplier<Future<Void>> lastWords) {
        LOG.info("draining: accepting for {}, then at most {}", times.delay(), times.timeout());
        return pause(times.delay()).compose(over -> end(lastWords)).otherwiseEmpty();
    }

    private Future<Void> end(Supplier<Future<Void>> lastWords) {
        var patience = times.timeout().plus(GOODBYE);
        var gone = each(listener -> listener.drain(patience));
        return Future.any(gone, pause(times.timeout()))
                .compose(
                        either -> {
                            if (gone.isComplete()) {
                                return Future.succeededFuture();
                            }
                            LOG.warn("drain.timeout has passed: cutting off what is left");
                            return lastWords.get();
                        })
                .transform(said -> each(PublicListener::close));
    }

    private Future<Void> each(Function<PublicListener, Future<Void>> action) {
        return Future.join(listeners.stream().map(action).toList()).mapEmpty();
    }

    private Future<Void> pause(Duration time) {
        var over = Promise.<Void>promise();
        vertx.setTimer(Math.max(1, time.toMillis()), timer -> over.complete());
        return over.future();
    }
}
