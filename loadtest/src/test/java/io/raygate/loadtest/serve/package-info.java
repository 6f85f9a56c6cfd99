/** Tests of the simulated Ray Serve: its shapes against recorded answers, its faults one by one. */
@NullMarked
package io.raygate.loadtest.serve;

import org.jspecify.annotations.NullMarked;
