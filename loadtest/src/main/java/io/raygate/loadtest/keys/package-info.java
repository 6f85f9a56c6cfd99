/**
 * Makes the keys and tokens that a measured gateway and its peers are given: it decides what a test
 * token says and how it is signed, and writes the public side in the forms the peers read. It
 * verifies nothing. The comparison calls it on the command line, tests call it directly.
 */
@NullMarked
package io.raygate.loadtest.keys;

import org.jspecify.annotations.NullMarked;
