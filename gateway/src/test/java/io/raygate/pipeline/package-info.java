/** Tests of the pipeline's own parts. */
@NullMarked
package io.raygate.pipeline;

import org.jspecify.annotations.NullMarked;
