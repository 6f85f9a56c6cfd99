/**
 * The simulated HTTP proxy of Ray Serve: it decides which application a path belongs to, what a
 * request's control headers mean, what Serve itself answers and when a connection is cut. It does
 * not decide which replica takes a request ({@code cluster}) nor what an application answers
 * ({@code sample}). One proxy stands for one node.
 */
@NullMarked
package io.raygate.loadtest.serve.ingress;

import org.jspecify.annotations.NullMarked;
