/**
 * The applications of the simulated cluster, with the routes and shapes of the ones that run on
 * real Ray Serve in end to end tests: echo, chat, slow, stream, WebSocket echo, failing, busy,
 * bulk, greeter. They decide what is answered and at what pace, nothing else; {@link
 * io.raygate.loadtest.serve.sample.Catalogue} lists them.
 */
@NullMarked
package io.raygate.loadtest.serve.sample;

import org.jspecify.annotations.NullMarked;
