package io.raygate.loadtest.load;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Carries out a plan on event loops of its own. */
public final class LoadRun {
    /** Until all loops stand ready, so that they begin together. */
    private static final long LEAD_NANOS = 50_000_000;

    private LoadRun() {}

    /**
     * Runs the plan to its end and reports; blocks, so not for an event loop. {@code progress} gets
     * a line each second on the calling thread.
     */
    public static Report run(Plan plan, Consumer<String> progress) throws InterruptedException {
        VertxOptions options = new VertxOptions().setPreferNativeTransport(true);
        Vertx vertx = Vertx.vertx(options.setEventLoopPoolSize(plan.bounds().loops()));
        try {
            Counters counters = new Counters();
            CompletableFuture<Timings> ended =
                    start(vertx, plan, counters).toCompletionStage().toCompletableFuture();
            return new Report(plan, counters, await(ended, plan, counters, progress));
        } finally {
            vertx.close().toCompletionStage().toCompletableFuture().join();
        }
    }

    private static Future<Timings> start(Vertx vertx, Plan plan, Counters counters) {
        int loops = plan.bounds().loops();
        long begin = System.nanoTime() + LEAD_NANOS;
        List<Loop> all =
                IntStream.range(0, loops)
                        .mapToObj(i -> new Loop(plan, new Pacer.Share(i, loops), counters, begin))
                        .toList();
        return Future.all(all.stream().map(vertx::deployVerticle).toList())
                .compose(deployed -> Future.all(all.stream().map(Loop::ended).toList()))
                .map(
                        timings -> {
                            Timings sum = new Timings();
                            timings.<Timings>list().forEach(sum::add);
                            return sum;
                        });
    }

    private static Timings await(
            CompletableFuture<Timings> ended,
            Plan plan,
            Counters counters,
            Consumer<String> progress)
            throws InterruptedException {
        long begun = System.nanoTime();
        while (true) {
            try {
                return ended.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException e) {
                long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
                progress.accept(line(seconds, plan, counters));
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            }
        }
    }

    private static String line(long seconds, Plan plan, Counters counters) {
        if (seconds <= plan.schedule().warmup().toSeconds()) {
            return seconds + " s: warming up";
        }
        return "%d s of %d: started %d, answered %d (%d not 2xx), failed %d, open %d"
                .formatted(
                        seconds,
                        plan.schedule().total().toSeconds(),
                        counters.started.sum(),
                        counters.answered.sum(),
                        counters.notOk.sum(),
                        counters.failed.sum(),
                        counters.open());
    }
}
