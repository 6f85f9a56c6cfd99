package io.raygate.limit;

/**
 * One set of limits as it applies to a request: to whom it counts what.
 *
 * @param policy the word by which header fields call it, unlike that of any other on the request
 */
public record Applied(String policy, Subject subject, LimitSet set) {}
