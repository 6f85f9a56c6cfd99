package io.raygate.forward;

import io.raygate.forward.EndpointPool.Borrower;

/** Someone waiting for a connection. */
final class PoolWait extends Deadline {
    private final EndpointPool pool;
    private final Borrower borrower;
    private boolean over;

    PoolWait(EndpointPool pool, Borrower borrower) {
        this.pool = pool;
        this.borrower = borrower;
    }

    /** The wait has ended well: the caller lends a connection to the one who waited. */
    Borrower take() {
        over = true;
        cancel();
        return borrower;
    }

    void refuse(UpstreamFailure failure) {
        over = true;
        cancel();
        borrower.refused(failure);
    }

    /** Nobody wants the connection any more. */
    void giveUp() {
        over = true;
        cancel();
        pool.forget(this);
    }

    boolean isOver() {
        return over;
    }

    @Override
    void expired() {
        pool.waitedTooLong(this);
    }
}
