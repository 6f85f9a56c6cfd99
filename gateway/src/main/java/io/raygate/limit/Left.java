package io.raygate.limit;

/**
 * What is left of a limit.
 *
 * @param policy at whom the set was named, in the word of header fields
 * @param amount that may follow at once
 * @param fullInNanos until there is as much as ever
 */
public record Left(String policy, Limit limit, long amount, long fullInNanos) {

    /** The word by which header fields call it, unlike that of any other on the request. */
    public String name() {
        return limit.name(policy);
    }
}
