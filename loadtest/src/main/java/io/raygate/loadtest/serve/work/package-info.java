/**
 * How long the tokens of a model take: a fixed pace, or an engine whose steps grow with the load of
 * its replica. It decides times only; the chat application asks it and writes the events.
 */
@NullMarked
package io.raygate.loadtest.serve.work;

import org.jspecify.annotations.NullMarked;
