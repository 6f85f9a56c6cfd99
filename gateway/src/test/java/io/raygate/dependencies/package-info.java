/** Holds the product's libraries to what the project says of them. */
@NullMarked
package io.raygate.dependencies;

import org.jspecify.annotations.NullMarked;
