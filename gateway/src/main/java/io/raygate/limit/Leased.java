package io.raygate.limit;

import org.jspecify.annotations.Nullable;

/** Something of which the gateway has a part on lease. */
interface Leased {

    /** What to ask the store now; null: nothing. Off the event loops, one at a time. */
    LimitStore.@Nullable Ask ask(long now);

    /** What came of it. */
    void granted(LimitStore.Grant grant, long now);

    /** The store is away: nobody needs to wait for it. */
    void unanswered();

    /**
     * Once in a while: asks to give back what nobody uses.
     *
     * @return whether there is anything left to look after
     */
    boolean tidy(long now);

    /**
     * Calls back once, at the next answer or when there will be none; from any thread. At once
     * where nothing was asked.
     */
    void whenAnswered(Runnable waiter);

    /** Whether it is to be asked about; set by who asks for that first. */
    boolean mark();
}
