/**
 * Carries a request to an endpoint and the answer back: streams both ways with back-pressure, holds
 * every deadline, retries only what cannot have been executed, and names each failure. It does not
 * choose the cluster and knows no policy; the pipeline gives it an order.
 */
@NullMarked
package io.raygate.forward;

import org.jspecify.annotations.NullMarked;
