package io.raygate.limit;

/**
 * How gateways share the limits of a set, where they have a store for it.
 *
 * @param strict whether nothing passes that is not leased; otherwise a twentieth, but at least one
 *     request, may pass each gateway before the store has answered
 * @param onLoss what holds once the store has been away for a minute
 */
public record Sharing(boolean strict, OnLoss onLoss) {
    public static final Sharing DEFAULT = new Sharing(true, OnLoss.LOCAL);

    /** What a limit becomes whose store is away. */
    public enum OnLoss {
        /** Each gateway goes on with its part of it. */
        LOCAL,
        /** Counted, not enforced. */
        OPEN,
        /** Nobody passes. */
        CLOSED
    }
}
