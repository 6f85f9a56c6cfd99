/** Tables of cases against real listeners: what a peer may send, and what it gets. */
@NullMarked
package io.raygate.conformance;

import org.jspecify.annotations.NullMarked;
