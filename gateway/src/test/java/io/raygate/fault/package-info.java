/**
 * What the gateway does while something around it fails: reloads under traffic, upstreams that die
 * or fall silent, networks that cut, clocks that jump, clients that stall, memory that runs short.
 * Each test ends with nothing left in work.
 */
@NullMarked
package io.raygate.fault;

import org.jspecify.annotations.NullMarked;
