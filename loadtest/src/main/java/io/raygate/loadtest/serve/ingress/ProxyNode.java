package io.raygate.loadtest.serve.ingress;

import io.raygate.loadtest.serve.cluster.ProcessFacts;
import io.raygate.loadtest.serve.socket.Listener;
import io.vertx.core.Future;
import java.time.Duration;

/** A node with an HTTP proxy; the first one is the head. */
public final class ProxyNode {
    private static final Duration UNHEARD = Duration.ofSeconds(18);

    private final String nodeId;
    private final ProcessFacts process;
    private final HttpProxy proxy;
    private final Listener listener;
    private ProxyStatus reported = ProxyStatus.HEALTHY;
    private long silentSinceNanos;
    private boolean silent;
    private boolean listening;

    public ProxyNode(String nodeId, ProcessFacts process, HttpProxy proxy, Listener listener) {
        this.nodeId = nodeId;
        this.process = process;
        this.proxy = proxy;
        this.listener = listener;
    }

    /** The process ends: its port refuses, its connections are cut, its queues are gone. */
    public Future<Void> kill() {
        silent();
        listening = false;
        proxy.forget();
        return listener.close();
    }

    /** A process begins, on the port of the one before it. */
    public Future<Void> start() {
        silent = false;
        listening = true;
        return listener.listen();
    }

    /** The process stops moving: it still accepts connections and says nothing. */
    public void hang() {
        silent();
        proxy.gate().shut();
    }

    private void silent() {
        silent = true;
        silentSinceNanos = proxy.time().nanos();
    }

    /** Whether the metrics still tell its status: they do for some time after it fell silent. */
    public boolean isHeard() {
        return !silent || proxy.time().nanos() - silentSinceNanos < UNHEARD.toNanos();
    }

    /** Whether its port is bound. */
    public boolean isListening() {
        return listening;
    }

    /** The process moves again. */
    public void thaw() {
        silent = false;
        proxy.gate().open();
    }

    /** What the controller believes of it, which may be untrue for a minute. */
    public ProxyStatus reported() {
        return reported;
    }

    public void report(ProxyStatus status) {
        reported = status;
    }

    public String nodeId() {
        return nodeId;
    }

    public ProcessFacts process() {
        return process;
    }

    public HttpProxy proxy() {
        return proxy;
    }

    public Listener listener() {
        return listener;
    }
}
