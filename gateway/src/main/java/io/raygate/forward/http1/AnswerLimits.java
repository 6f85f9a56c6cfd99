package io.raygate.forward.http1;

/**
 * How much of an upstream's answer is read before it is refused.
 *
 * @param headBytes largest head, and largest trailers
 * @param headFields most fields in it
 * @param interim most interim answers
 */
public record AnswerLimits(int headBytes, int headFields, int interim) {}
