/**
 * The life of a request, top to bottom, in {@link io.raygate.pipeline.Pipeline}. It decides the
 * order of the stages and that every exchange is settled exactly once; what a stage decides lies in
 * the feature that it hands its piece to. The listener calls it, once per request.
 */
@NullMarked
package io.raygate.pipeline;

import org.jspecify.annotations.NullMarked;
