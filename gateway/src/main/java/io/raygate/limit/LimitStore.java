package io.raygate.limit;

import java.util.List;
import java.util.UUID;

/**
 * Where gateways agree on the limits that they share. It lends each of them parts, which count as
 * used for all others from then on; what is lent and not used comes back. Blocking; never on an
 * event loop.
 */
public interface LimitStore extends AutoCloseable {

    /** How long a gateway is silent until the places that it holds are free again. */
    long SILENCE_MILLIS = 6_000;

    /**
     * Does all that is asked, once however often it is sent.
     *
     * @throws Away if it does not answer, or nobody knows what became of it
     */
    Reply exchange(Request request) throws Away;

    @Override
    void close();

    /** It cannot be reached, or does not do what it should. */
    final class Away extends Exception {
        private static final long serialVersionUID = 1;

        public Away(String reason, Throwable cause) {
            super(reason, cause);
        }

        public Away(String reason) {
            super(reason);
        }
    }

    /**
     * What one gateway asks at once.
     *
     * @param gateway under which it is a member; never used by two
     * @param number one more than in the request before; the same where it is sent again
     * @param fresh whether it is not a member yet
     * @param epoch of the store as it was last seen; empty: never seen
     * @param elapsedMicros since the last request that was answered, by the clock of the gateway
     */
    record Request(
            UUID gateway,
            long number,
            boolean fresh,
            String epoch,
            long elapsedMicros,
            List<Ask> asks) {}

    /** What comes back. */
    sealed interface Reply {

        /**
         * It is done.
         *
         * @param epoch another one than before: what the store knew is gone
         * @param serial less than one that was seen: what the store knew last is gone
         * @param gateways that are members, 1 or more
         * @param grants one for each that was asked
         */
        record Done(String epoch, long serial, int gateways, List<Grant> grants) implements Reply {}

        /**
         * Nothing is done: the gateway was silent too long, and what it held is given to others.
         */
        record Fenced() implements Reply {}
    }

    /** What is asked for one subject. */
    sealed interface Ask {
        /** Of what. */
        String key();

        /**
         * A part of an amount.
         *
         * @param before the key of the window before, whose debt goes over to it; empty: none
         * @param most that there can be at once
         * @param permits that fill it in each {@code periodMicros}; 0: it ends and does not fill
         * @param charge taken in any case; below 0: given back
         * @param need what somebody waits for
         * @param want what may be lent beyond it as far as there is plenty
         * @param used by all together as far as the gateway knows, should the store not know
         * @param insist whether the store may know less than the gateway
         * @param keepMillis how long the store has to remember it
         */
        record Amount(
                String key,
                String before,
                long most,
                long permits,
                long periodMicros,
                long charge,
                long need,
                long want,
                long used,
                boolean insist,
                long keepMillis)
                implements Ask {}

        /**
         * Places for requests that are open.
         *
         * @param most for all gateways
         * @param open how many are taken here; they count whatever is granted
         * @param need how many more somebody waits for
         * @param want how many beyond that, as far as there are plenty
         * @param held that the gateway believes it has
         */
        record Places(String key, int most, int open, int need, int want, int held)
                implements Ask {}
    }

    /**
     * What is granted.
     *
     * @param granted of an amount: beside what was charged; of places: all that the gateway has
     *     from now on
     * @param used by all gateways together, with it; of places: by the others
     */
    record Grant(long granted, long used) {}
}
