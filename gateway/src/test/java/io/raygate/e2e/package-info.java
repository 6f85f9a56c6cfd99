/**
 * End-to-end tests against two real Ray Serve clusters, which {@link io.raygate.testing.RealRay}
 * starts once for all of them. They decide whether the whole chain works for a caller, not how a
 * part of it behaves; {@code -DskipRay} leaves exactly this package out.
 */
@NullMarked
package io.raygate.e2e;

import org.jspecify.annotations.NullMarked;
