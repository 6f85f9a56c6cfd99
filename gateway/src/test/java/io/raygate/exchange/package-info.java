/** Tests of what is a well-formed, unambiguous request and of how a refusal is written. */
@NullMarked
package io.raygate.exchange;

import org.jspecify.annotations.NullMarked;
