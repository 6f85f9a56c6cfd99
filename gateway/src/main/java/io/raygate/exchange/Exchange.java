package io.raygate.exchange;

import io.vertx.core.http.HttpServerRequest;
import org.jspecify.annotations.Nullable;

/**
 * One request with its response, and the running account of what happened to it. The account is
 * written by the stages as facts become known and read once, at settlement, by the log and the
 * metrics. Confined to one event loop.
 */
public final class Exchange {
    private final HttpServerRequest request;
    private final String listener;
    private final long startedNanos;
    private final Account account = new Account();
    private @Nullable Origin origin;
    private @Nullable RequestHead head;
    private @Nullable Runnable whenEnding;
    private @Nullable Runnable whenSettled;

    public Exchange(HttpServerRequest request, String listener, long startedNanos) {
        this.request = request;
        this.listener = listener;
        this.startedNanos = startedNanos;
    }

    public HttpServerRequest request() {
        return request;
    }

    /** The id of the listener that accepted it. */
    public String listener() {
        return listener;
    }

    /** Monotonic, from the injected clock. */
    public long startedNanos() {
        return startedNanos;
    }

    public Account account() {
        return account;
    }

    /** Where it came from; null before the sanitiser or the rejection writer has looked. */
    public @Nullable Origin origin() {
        return origin;
    }

    void origin(Origin found) {
        origin = found;
    }

    /** The sanitised head, or null while it was refused before it became one. */
    public @Nullable RequestHead head() {
        return head;
    }

    public void head(RequestHead sanitized) {
        head = sanitized;
    }

    /**
     * Calls back before the last octets of an upstream's answer are written: the account is as it
     * will be once they have arrived. Never for any other end. Who asked last is called first.
     */
    public void whenEnding(Runnable callback) {
        whenEnding = before(whenEnding, callback);
    }

    /** The last octets of an upstream's answer are about to be written. */
    public void ending() {
        Runnable callback = whenEnding;
        whenEnding = null;
        if (callback != null) {
            callback.run();
        }
    }

    /**
     * Calls back once the exchange is settled: answered or given up, and no upstream works on it.
     * Who asked last is called first.
     */
    public void whenSettled(Runnable callback) {
        whenSettled = before(whenSettled, callback);
    }

    private static Runnable before(@Nullable Runnable others, Runnable callback) {
        return others == null
                ? callback
                : () -> {
                    callback.run();
                    others.run();
                };
    }

    /** The exchange is settled; called once, by whoever took it over. */
    public void settled() {
        Runnable callback = whenSettled;
        whenSettled = null;
        if (callback != null) {
            callback.run();
        }
    }
}
