/**
 * The simulated metrics of a node: Ray's names, types, labels and habits. It decides what a scrape
 * shows and how old or untrue it is: each process pushes its series every ten seconds at its own
 * phase, a silent process's series vanish later, and nothing is computed on read. The numbers
 * themselves come from {@code cluster}, {@code ingress} and the engines of applications.
 */
@NullMarked
package io.raygate.loadtest.serve.metrics;

import org.jspecify.annotations.NullMarked;
