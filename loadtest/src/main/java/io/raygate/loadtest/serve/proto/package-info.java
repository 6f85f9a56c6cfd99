/**
 * The little of Protocol Buffers that the messages of Ray's own gRPC services need: strings and
 * whole numbers. It knows no message type; the gRPC proxy and the greeter do.
 */
@NullMarked
package io.raygate.loadtest.serve.proto;

import org.jspecify.annotations.NullMarked;
