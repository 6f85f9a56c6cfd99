/**
 * Fixtures that tests of several packages share: servers, clusters and clocks to test against. It
 * holds no test and no assertion about the product; only tests call it.
 */
@NullMarked
package io.raygate.testing;

import org.jspecify.annotations.NullMarked;
