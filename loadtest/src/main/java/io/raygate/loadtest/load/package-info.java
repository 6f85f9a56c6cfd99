/**
 * The open-loop load generator: it decides when each arrival is due, starts it then whatever the
 * answers do, and counts every latency from the moment it was due (no coordinated omission). It
 * never exceeds the rate and the time it was given and leaves loopback only when told. It judges
 * nothing: a report says what happened. Called by the command line and by tests.
 */
@NullMarked
package io.raygate.loadtest.load;

import org.jspecify.annotations.NullMarked;
