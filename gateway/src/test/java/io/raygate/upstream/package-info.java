/** Tests of picking, ejection and health, on the manual clock. */
@NullMarked
package io.raygate.upstream;

import org.jspecify.annotations.NullMarked;
