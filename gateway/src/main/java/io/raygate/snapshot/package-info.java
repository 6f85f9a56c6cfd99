/**
 * The compiled, immutable form of the configuration, and the one reference through which requests
 * see it. It decides whether a configuration becomes effective; it keeps no live state.
 * Configuration sources feed it, the pipeline reads it.
 */
@NullMarked
package io.raygate.snapshot;

import org.jspecify.annotations.NullMarked;
