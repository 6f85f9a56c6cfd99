package io.raygate.pipeline;

import io.raygate.exchange.Account;
import io.raygate.exchange.Decision;
import io.raygate.exchange.Exchange;
import io.raygate.exchange.Outcome;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.exchange.RejectionWriter;
import io.raygate.pipeline.State.Finished;
import io.raygate.snapshot.Snapshot;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends every exchange exactly once: writes what was refused, completes the account and tells the
 * observer.
 */
public final class Settlement {
    private static final Logger LOG = LoggerFactory.getLogger(Settlement.class);

    private final RejectionWriter writer;
    private final PipelineObserver observer;
    private final LongSupplier nanoClock;

    public Settlement(RejectionWriter writer, PipelineObserver observer, LongSupplier nanoClock) {
        this.writer = writer;
        this.observer = observer;
        this.nanoClock = nanoClock;
    }

    void begin(Exchange exchange, Snapshot snapshot) {
        exchange.account().snapshotVersion = snapshot.version();
        observer.began(exchange);
    }

    /**
     * A stage threw, which is our own fault and nobody else's: the client gets a 500, the log the
     * cause.
     */
    Decision<Finished> fault(Exchange exchange, Throwable cause) {
        LOG.error("a stage failed", cause);
        return Decision.refuse(
                Rejection.of(RejectionCode.INTERNAL_ERROR, cause.getClass().getSimpleName()));
    }

    /** Ends the exchange with this decision, now or once it is known. */
    void settle(Exchange exchange, Decision<Finished> end) {
        switch (end) {
            case Decision.Proceed<Finished> finished -> close(exchange);
            case Decision.Refuse<Finished>(var rejection) -> refuse(exchange, rejection);
            case Decision.Answer<Finished>(var answer) ->
                    writer.write(exchange, answer).onComplete(done -> close(exchange));
            case Decision.Wait<Finished>(var outcome) ->
                    outcome.otherwise(cause -> fault(exchange, cause))
                            .onSuccess(known -> settle(exchange, known));
        }
    }

    private void refuse(Exchange exchange, Rejection rejection) {
        Account account = exchange.account();
        if (account.outcome == Outcome.CLIENT_GONE) {
            close(exchange);
            return;
        }
        account.rejection = rejection;
        account.outcome = rejection.failure() == null ? Outcome.REJECTED : Outcome.FAILED;
        writer.write(exchange, rejection).onComplete(done -> close(exchange));
    }

    private void close(Exchange exchange) {
        exchange.settled();
        observer.settled(exchange, nanoClock.getAsLong());
    }
}
