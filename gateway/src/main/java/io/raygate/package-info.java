/**
 * The command line and the composition root: everything is built once here and started and stopped
 * in order. No other package may import it.
 */
@NullMarked
package io.raygate;

import org.jspecify.annotations.NullMarked;
