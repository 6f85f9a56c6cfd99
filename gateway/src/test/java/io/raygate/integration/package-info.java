/**
 * The whole gateway in the test's JVM against real servers on loopback: what a caller and an
 * operator see.
 */
@NullMarked
package io.raygate.integration;

import org.jspecify.annotations.NullMarked;
