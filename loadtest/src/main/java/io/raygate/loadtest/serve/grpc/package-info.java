/**
 * The simulated gRPC proxy of Ray Serve, over HTTP/2 by prior knowledge: it decides which
 * application the metadata names, which status and text a failure becomes, and frames the messages.
 * What a method answers is the application's ({@code sample}); which replica runs it is decided in
 * {@code cluster}.
 */
@NullMarked
package io.raygate.loadtest.serve.grpc;

import org.jspecify.annotations.NullMarked;
