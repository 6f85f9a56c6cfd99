package io.raygate.observe;

import io.raygate.exchange.Exchange;
import io.raygate.pipeline.PipelineObserver;
import io.vertx.core.Context;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;

/** One event loop's ear: counts every exchange and writes its line, if lines are wanted. */
public final class LoopObserver implements PipelineObserver {
    private static final long FLUSH_MILLIS = 200;

    private final Context loop;
    private final RequestMeters meters;
    private final @Nullable AccessLogBuffer lines;

    private LoopObserver(Context loop, RequestMeters meters, @Nullable AccessLogBuffer lines) {
        this.loop = loop;
        this.meters = meters;
        this.lines = lines;
    }

    /** Called on the event loop that it will serve; {@code log} null writes no lines. */
    public static LoopObserver create(
            Vertx vertx,
            Telemetry telemetry,
            @Nullable LogWriter log,
            LogSettings settings,
            InstantSource clock) {
        AccessLogBuffer lines = log == null ? null : new AccessLogBuffer(log, settings, clock);
        if (lines != null) {
            vertx.setPeriodic(FLUSH_MILLIS, tick -> lines.flush());
        }
        return new LoopObserver(vertx.getOrCreateContext(), telemetry.requests(), lines);
    }

    /**
     * Hands over the lines that still wait for company; from any thread. For the end: the timer
     * that does it otherwise has gone with the listener.
     */
    public Future<Void> flush() {
        Promise<Void> flushed = Promise.promise();
        loop.runOnContext(
                now -> {
                    if (lines != null) {
                        lines.flush();
                    }
                    flushed.complete();
                });
        return flushed.future();
    }

    @Override
    public void began(Exchange exchange) {
        meters.began();
    }

    @Override
    public void settled(Exchange exchange, long endedNanos) {
        meters.settled(exchange, endedNanos);
        if (lines != null) {
            lines.append(exchange, endedNanos);
        }
    }
}
