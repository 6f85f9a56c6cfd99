package io.raygate.forward;

/**
 * The forwarder has begun an answer and ended it, well or badly; the account of the exchange tells
 * which.
 */
public record Delivered(boolean complete) {}
