/**
 * What a request to a model asks for and what its answer cost, read from the bytes as they pass,
 * within bounds and without waiting. It decides what a count of tokens is and when there is none,
 * not what follows from it; the pipeline acts on it. It knows the exchange and the tenant alone.
 */
@NullMarked
package io.raygate.usage;

import org.jspecify.annotations.NullMarked;
