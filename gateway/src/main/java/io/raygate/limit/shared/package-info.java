/**
 * Keeps what several gateways share of their limits in Redis: nothing is decided here but what a
 * script there says.
 */
@NullMarked
package io.raygate.limit.shared;

import org.jspecify.annotations.NullMarked;
