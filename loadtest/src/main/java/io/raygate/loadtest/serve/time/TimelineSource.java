package io.raygate.loadtest.serve.time;

import io.vertx.core.Context;
import io.vertx.core.Vertx;

/** Makes the timeline of one simulated cluster once its event loop is known. */
@FunctionalInterface
public interface TimelineSource {

    /** Real time: what everything but a test wants. */
    TimelineSource REAL = VertxTimeline::new;

    /** The timeline whose actions run on {@code loop}. */
    Timeline on(Vertx vertx, Context loop);
}
