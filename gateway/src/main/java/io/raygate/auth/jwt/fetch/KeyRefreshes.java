package io.raygate.auth.jwt.fetch;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Fetches the keys of all issuers when they ask for it, on one event loop of its own, and follows
 * each reload. Keys that stay the same object keep their rhythm.
 */
public final class KeyRefreshes {
    private static final long TICK_MILLIS = 100;
    private static final long NO_TIMER = -1;

    private final Vertx vertx;
    private final Context context;
    private final Runnable changed;
    private final Map<RemoteKeys, Running> running = new HashMap<>();
    private long timer = NO_TIMER;

    /** The keys of one issuer and how they are fetched. */
    private record Running(RemoteKeys keys, KeyFetch fetch, Promise<Void> first) {}

    /**
     * Fetches nothing yet.
     *
     * @param changed is run after each fetch and each reload, one at a time
     */
    public KeyRefreshes(Vertx vertx, Runnable changed) {
        this.vertx = vertx;
        this.context = vertx.getOrCreateContext();
        this.changed = changed;
    }

    /**
     * Keeps these fresh from now on and no others; completes when each that is new was asked for
     * once, well or not.
     */
    public Future<Void> follow(Collection<RemoteKeys> wanted) {
        Promise<Void> asked = Promise.promise();
        context.runOnContext(_ -> Future.join(change(wanted)).<Void>mapEmpty().onComplete(asked));
        return asked.future();
    }

    /** Ends all fetches. */
    public Future<Void> stop() {
        return follow(List.of());
    }

    private List<Future<Void>> change(Collection<RemoteKeys> wanted) {
        running.keySet().removeIf(known -> isGone(known, wanted));
        wanted.forEach(keys -> running.computeIfAbsent(keys, this::begin));
        keepTime();
        tick();
        changed.run();
        List<Future<Void>> firsts = new ArrayList<>();
        running.values().forEach(each -> firsts.add(each.first().future()));
        return firsts;
    }

    private static boolean isGone(RemoteKeys known, Collection<RemoteKeys> wanted) {
        boolean gone = !wanted.contains(known);
        if (gone) {
            known.retire();
        }
        return gone;
    }

    private Running begin(RemoteKeys keys) {
        Running begun = new Running(keys, new KeyFetch(vertx, keys.source()), Promise.promise());
        if (keys.hasBeenGood()) {
            begun.first().complete();
        }
        return begun;
    }

    private void keepTime() {
        if (running.isEmpty() && timer != NO_TIMER) {
            vertx.cancelTimer(timer);
            timer = NO_TIMER;
        } else if (!running.isEmpty() && timer == NO_TIMER) {
            timer = vertx.setPeriodic(TICK_MILLIS, _ -> tick());
        }
    }

    private void tick() {
        List.copyOf(running.values()).forEach(this::tick);
    }

    private void tick(Running one) {
        if (one.keys().tick()) {
            one.fetch().run().onSuccess(result -> ended(one, result));
        }
    }

    private void ended(Running one, FetchResult result) {
        one.keys().ended(result);
        one.first().tryComplete();
        changed.run();
    }
}
