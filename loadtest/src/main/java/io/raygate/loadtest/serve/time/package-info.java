/**
 * The simulator's clock: it decides when something happens, never what. Everything in the simulator
 * that waits asks a {@link io.raygate.loadtest.serve.time.Timeline}, so that a test with a {@link
 * io.raygate.loadtest.serve.time.ManualTimeline} drives a drill of a minute without waiting. All
 * actions run on the simulator's one event loop.
 */
@NullMarked
package io.raygate.loadtest.serve.time;

import org.jspecify.annotations.NullMarked;
