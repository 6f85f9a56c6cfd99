package io.raygate.loadtest.load;

import io.netty.channel.EventLoop;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.VerticleBase;
import io.vertx.core.internal.ContextInternal;
import java.util.concurrent.TimeUnit;

/**
 * One event loop's part of a run: paces its arrivals, waits for their ends, and gives back its
 * timings.
 */
final class Loop extends VerticleBase {
    private static final long POLL_NANOS = 5_000_000;

    private final Plan plan;
    private final Pacer.Share share;
    private final Counters counters;
    private final long begin;
    private final Promise<Timings> ended = Promise.promise();

    /** A loop that starts its schedule when System.nanoTime is {@code begin}. */
    Loop(Plan plan, Pacer.Share share, Counters counters, long begin) {
        this.plan = plan;
        this.share = share;
        this.counters = counters;
        this.begin = begin;
    }

    /** Done when the schedule is over and what it started has ended or outlived the grace. */
    Future<Timings> ended() {
        return ended.future();
    }

    @Override
    public Future<?> start() {
        long measureFrom = begin + plan.schedule().warmup().toNanos();
        Tally tally = new Tally(counters, System::nanoTime, measureFrom);
        Sender sender = new LoopPart(vertx, plan, share, counters, tally).sender();
        int most = Math.max(1, plan.bounds().open() / share.loops());
        new Pacer(plan.schedule(), share, System::nanoTime, this::after)
                .start(
                        begin,
                        due -> {
                            if (tally.open() < most) {
                                sender.send(due);
                            } else {
                                tally.notStarted(due);
                            }
                        },
                        () ->
                                drain(
                                        tally,
                                        sender,
                                        System.nanoTime() + plan.bounds().grace().toNanos()));
        return Future.succeededFuture();
    }

    private void drain(Tally tally, Sender sender, long deadline) {
        if (tally.open() > 0 && System.nanoTime() - deadline < 0) {
            after(POLL_NANOS, () -> drain(tally, sender, deadline));
            return;
        }
        tally.stop();
        sender.close().onComplete(closed -> ended.complete(tally.timings()));
    }

    /** Vert.x timers count in milliseconds, which is coarser than the latencies measured here. */
    private void after(long nanos, Runnable what) {
        ContextInternal own = (ContextInternal) context;
        EventLoop loop = own.nettyEventLoop();
        var _ = loop.schedule(() -> own.emit(none -> what.run()), nanos, TimeUnit.NANOSECONDS);
    }
}
