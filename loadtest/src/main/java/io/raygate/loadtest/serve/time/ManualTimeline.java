package io.raygate.loadtest.serve.time;

import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Time that stands still until a test moves it; several simulated clusters may share one. */
public final class ManualTimeline implements TimelineSource {
    private final List<ManualLoop> loops = new CopyOnWriteArrayList<>();

    @Override
    public Timeline on(Vertx vertx, Context loop) {
        var manual = new ManualLoop(loop);
        loops.add(manual);
        return manual;
    }

    /**
     * Moves the time of every cluster and runs, in order, all that falls due; callable from any
     * thread.
     *
     * @return completes when the due actions have run; what they sent may still be on its way
     *     through a socket
     */
    public Future<Void> advance(Duration step) {
        List<Future<Void>> moved = new ArrayList<>();
        for (ManualLoop manual : loops) {
            Promise<Void> done = Promise.promise();
            manual.loop()
                    .runOnContext(
                            _ -> {
                                manual.advance(step);
                                done.complete();
                            });
            moved.add(done.future());
        }
        return Future.all(moved).mapEmpty();
    }
}
