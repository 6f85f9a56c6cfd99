/**
 * The switches of the simulated cluster: each fault is a short script of what breaks when, with the
 * times that were measured on real Ray as defaults. It decides order and time; what a killed proxy
 * or an old dashboard looks like is decided where they live. Tests strike through {@link
 * io.raygate.loadtest.serve.SimulatedServe}, processes through the admin port.
 */
@NullMarked
package io.raygate.loadtest.serve.fault;

import org.jspecify.annotations.NullMarked;
