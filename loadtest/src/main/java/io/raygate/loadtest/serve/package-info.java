/**
 * The simulated Ray Serve as one thing: {@link io.raygate.loadtest.serve.SimulatedServe} starts it
 * inside a JVM, {@link io.raygate.loadtest.serve.ServeCommand} as a process. It decides which parts
 * belong together and in which order they start; how each behaves is decided in the packages below.
 */
@NullMarked
package io.raygate.loadtest.serve;

import org.jspecify.annotations.NullMarked;
