/**
 * Which rule binds a request and which cluster takes it: matching by host, path, method and header,
 * and the weighted, sticky split. It does not know who calls beyond a sticky key, nor whether a
 * cluster is healthy; the pipeline asks it.
 */
@NullMarked
package io.raygate.route;

import org.jspecify.annotations.NullMarked;
