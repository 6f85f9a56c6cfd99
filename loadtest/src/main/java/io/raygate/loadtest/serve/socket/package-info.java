/**
 * The ports of a simulated cluster: each can be bound, freed and bound again, since processes die
 * and come back on the same port. What is spoken on a port is decided by the handler it is given.
 */
@NullMarked
package io.raygate.loadtest.serve.socket;

import org.jspecify.annotations.NullMarked;
