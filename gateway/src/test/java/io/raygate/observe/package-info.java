/** Tests of the shapes of log lines and metrics. */
@NullMarked
package io.raygate.observe;

import org.jspecify.annotations.NullMarked;
