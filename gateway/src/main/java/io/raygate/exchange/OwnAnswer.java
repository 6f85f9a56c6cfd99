package io.raygate.exchange;

/**
 * An answer without body that the gateway gives itself and that is no refusal: a redirect, a
 * preflight.
 */
public record OwnAnswer(int status, Fields fields) {}
