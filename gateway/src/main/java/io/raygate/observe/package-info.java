/**
 * What is seen from outside: metrics, the access log, and the ops listener that answers probes and
 * scrapes. It decides names, labels and shapes, nothing about requests; it reads what the features
 * expose and must never slow them down.
 */
@NullMarked
package io.raygate.observe;

import org.jspecify.annotations.NullMarked;
