/**
 * Tests that what the documentation and the demo tell a stranger to type works as it stands. They
 * decide nothing about the product beyond that.
 */
@NullMarked
package io.raygate.readme;

import org.jspecify.annotations.NullMarked;
