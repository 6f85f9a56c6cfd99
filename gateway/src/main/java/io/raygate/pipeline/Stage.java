package io.raygate.pipeline;

import io.raygate.exchange.Decision;
import java.util.function.Function;

/**
 * One step in the life of a request: takes the facts known so far and adds one, or ends the
 * exchange.
 */
interface Stage<I extends State, O extends State> extends Function<I, Decision<O>> {}
