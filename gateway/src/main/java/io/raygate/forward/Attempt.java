package io.raygate.forward;

import io.raygate.exchange.Fields;
import io.raygate.forward.http1.AnswerHead;
import io.raygate.upstream.Endpoint;
import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/**
 * One attempt to have an exchange answered by one endpoint: from asking for a connection to the end
 * of the answer. It tells the endpoint how it ended, exactly once.
 */
final class Attempt implements EndpointPool.Borrower, AnswerListener {
    private final Forwarding forwarding;
    private final Endpoint endpoint;
    private final OutgoingHead head;
    private @Nullable PoolWait wait;
    private @Nullable UpstreamStream stream;
    private boolean reused;
    private boolean answered;
    private boolean over;

    Attempt(Forwarding forwarding, Endpoint endpoint, OutgoingHead head) {
        this.forwarding = forwarding;
        this.endpoint = endpoint;
        this.head = head;
    }

    /**
     * @param fresh whether only a connection will do that has not been unused
     */
    void start(EndpointPool pool, boolean fresh) {
        endpoint.began();
        wait = pool.borrow(this, fresh);
    }

    Endpoint endpoint() {
        return endpoint;
    }

    /** Whether the connection had carried an exchange before (S-84). */
    boolean isOnReusedConnection() {
        return reused;
    }

    @Override
    public void lent(UpstreamConnection connection) {
        wait = null;
        reused = connection.served > 0;
        UpstreamStream opened = connection.open(this);
        stream = opened;
        forwarding.connected(opened, head);
    }

    @Override
    public void refused(UpstreamFailure failure) {
        wait = null;
        failed(failure);
    }

    @Override
    public void interim(int status, Fields fields) {
        if (!over) {
            forwarding.interim(status, fields);
        }
    }

    @Override
    public void head(AnswerHead answer) {
        if (stream != null) {
            answered = true;
            forwarding.answered(answer, stream);
        }
    }

    @Override
    public void body(Buffer data) {
        if (!over) {
            forwarding.body(data);
        }
    }

    @Override
    public void readComplete() {
        if (!over) {
            forwarding.readComplete();
        }
    }

    @Override
    public void end(Buffer data, Fields trailers) {
        if (finish(false)) {
            forwarding.ended(data, trailers);
        }
    }

    @Override
    public void failed(UpstreamFailure failure) {
        if (finish(failure.blamesUpstream())) {
            forwarding.attemptFailed(failure);
        }
    }

    @Override
    public void writable() {
        if (!over) {
            forwarding.upstreamWritable();
        }
    }

    /** Gives the attempt up: the endpoint sees it at once. */
    void cancel(boolean upstreamFault) {
        UpstreamStream open = stream;
        if (finish(upstreamFault)) {
            if (wait != null) {
                wait.giveUp();
                wait = null;
            }
            if (open != null) {
                open.cancel(upstreamFault);
            }
        }
    }

    private boolean finish(boolean upstreamFault) {
        if (over) {
            return false;
        }
        over = true;
        stream = null;
        endpoint.ended(evidence(upstreamFault));
        return true;
    }

    /** A client that left before the answer proves nothing (S-87). */
    private Endpoint.Evidence evidence(boolean upstreamFault) {
        if (upstreamFault) {
            return Endpoint.Evidence.FAILED;
        }
        return answered ? Endpoint.Evidence.ANSWERED : Endpoint.Evidence.NONE;
    }
}
