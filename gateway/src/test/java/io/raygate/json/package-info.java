/** Tests of the strict reader. */
@NullMarked
package io.raygate.json;

import org.jspecify.annotations.NullMarked;
