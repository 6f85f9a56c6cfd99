package io.raygate.limit;

/**
 * What is left of a rate.
 *
 * @param policy the word for it in header fields
 * @param requests that may follow at once
 * @param fullInNanos until as many as ever may
 */
public record Left(String policy, RequestRate rate, long requests, long fullInNanos) {}
