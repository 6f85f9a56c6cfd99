/**
 * JSON that comes from outside, read so strictly that no two readers can see different things in
 * it. It decides what is well-formed and within bounds, not what a value means. Tokens, key sets
 * and bodies of the admin API are read with it. Knows nothing of ours.
 */
@NullMarked
package io.raygate.json;

import org.jspecify.annotations.NullMarked;
