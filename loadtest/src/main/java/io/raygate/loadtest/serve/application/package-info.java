/**
 * What an application of the simulated Ray Serve is and what it may ask for: one call with its
 * request, its reply, its replica and its own time. It decides nothing about routing, queues or
 * faults; {@code cluster} and {@code ingress} run applications, {@code sample} holds them.
 */
@NullMarked
package io.raygate.loadtest.serve.application;

import org.jspecify.annotations.NullMarked;
