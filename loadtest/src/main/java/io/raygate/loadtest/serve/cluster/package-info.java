/**
 * The state of one simulated Ray cluster: applications, deployments, replicas and the routers that
 * choose among them. It decides which replica takes a request, when one starts or dies and what
 * status results; it knows neither HTTP nor JSON. The ingress sends it work, the dashboard and the
 * metrics read it, faults change it.
 */
@NullMarked
package io.raygate.loadtest.serve.cluster;

import org.jspecify.annotations.NullMarked;
