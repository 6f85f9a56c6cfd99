/**
 * Runs the fuzz targets: over their kept corpus in every build, with Jazzer in profile {@code
 * fuzz}. The targets stand beside what they attack and are listed once, in {@code FuzzTargets}.
 */
@NullMarked
package io.raygate.fuzz;

import org.jspecify.annotations.NullMarked;
