/**
 * The simulated dashboard of the head: controller REST, health of the GCS, discovery, and Ray's
 * token mode. It decides how the state of the cluster looks in JSON, how old and how true that look
 * is, and who may ask; the state itself is {@code cluster}'s. Faults set its manner.
 */
@NullMarked
package io.raygate.loadtest.serve.dashboard;

import org.jspecify.annotations.NullMarked;
