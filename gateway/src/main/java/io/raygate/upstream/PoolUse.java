package io.raygate.upstream;

/**
 * How the connections to all endpoints are used, as of the last second.
 *
 * @param open those that are open or being opened
 * @param available those of them that could take an exchange now
 * @param waiting exchanges that wait for one
 */
public record PoolUse(int open, int available, int waiting) {

    public static final PoolUse NONE = new PoolUse(0, 0, 0);

    public PoolUse plus(PoolUse other) {
        return new PoolUse(open + other.open, available + other.available, waiting + other.waiting);
    }
}
