/** Tests of matching and splitting, on plain values. */
@NullMarked
package io.raygate.route;

import org.jspecify.annotations.NullMarked;
