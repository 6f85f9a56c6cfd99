/**
 * The public listeners. It decides what is accepted from the wire at all: which connections, which
 * TLS, which bytes are a well-formed HTTP/1 or HTTP/2 request, how fast a head must come, and how a
 * listener drains. It does not decide what a request may do: it hands each one as an {@code
 * Exchange} to the pipeline. The composition root opens, drains and closes listeners; all else here
 * runs on the event loop of its connection.
 */
@NullMarked
package io.raygate.listener;

import org.jspecify.annotations.NullMarked;
