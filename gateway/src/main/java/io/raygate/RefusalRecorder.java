package io.raygate;

import io.raygate.exchange.Account;
import io.raygate.exchange.Exchange;
import io.raygate.exchange.Origin;
import io.raygate.exchange.Refusals;
import io.raygate.exchange.Refused;
import io.raygate.exchange.Rejection;
import io.raygate.pipeline.PipelineObserver;
import java.time.InstantSource;

/** Remembers which requests of known callers were refused, and why. */
final class RefusalRecorder implements PipelineObserver {
    private static final String KEYS = "apiKeys";

    private final PipelineObserver next;
    private final Refusals refusals;
    private final InstantSource wall;

    /**
     * @param next is told before
     */
    RefusalRecorder(PipelineObserver next, Refusals refusals, InstantSource wall) {
        this.next = next;
        this.refusals = refusals;
        this.wall = wall;
    }

    @Override
    public void began(Exchange exchange) {
        next.began(exchange);
    }

    @Override
    public void settled(Exchange exchange, long endedNanos) {
        next.settled(exchange, endedNanos);
        Account account = exchange.account();
        Rejection rejection = account.rejection;
        Origin origin = exchange.origin();
        String tenant = account.tenant;
        if (rejection != null && origin != null && tenant != null) {
            refusals.add(
                    new Refused(
                            origin.requestId(),
                            wall.millis(),
                            tenant,
                            KEYS.equals(account.authentication) ? account.credential : null,
                            account.route,
                            account.model,
                            account.status,
                            account.outcome,
                            rejection));
        }
    }
}
