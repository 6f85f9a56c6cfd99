/**
 * Entry point of the load-test tools: it decides which tool to start and nothing else. The
 * simulated Ray Serve and the load generator live in packages of their own.
 */
@NullMarked
package io.raygate.loadtest;

import org.jspecify.annotations.NullMarked;
