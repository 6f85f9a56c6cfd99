/**
 * Holds the code to its architecture: who may import whom, which library lives where, what the data
 * path may call.
 */
@NullMarked
package io.raygate.architecture;

import org.jspecify.annotations.NullMarked;
