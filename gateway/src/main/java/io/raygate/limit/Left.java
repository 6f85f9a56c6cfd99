package io.raygate.limit;

/**
 * What is left of a rate.
 *
 * @param policy the word for it in header fields
 * @param requests that may follow at once
 * @param fullInNanos until as many as ever may
 */
public record Left(String policy, RequestRate rate, long requests, long fullInNanos) {

    static Left of(Applied limit, Bucket bucket, long now) {
        return new Left(limit.policy(), bucket.rate(), bucket.left(now), bucket.missing(now));
    }
}
