package io.raygate.pipeline;

import io.raygate.exchange.Authority;
import io.raygate.exchange.Decision;
import io.raygate.exchange.Exchange;
import io.raygate.exchange.Fields;
import io.raygate.exchange.OwnAnswer;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;
import io.raygate.exchange.RequestHead;
import io.raygate.exchange.Sanitizer;
import io.raygate.pipeline.State.Finished;
import io.raygate.snapshot.Snapshot;
import io.raygate.snapshot.SnapshotHolder;
import io.vertx.core.http.HttpHeaders;
import java.util.function.IntSupplier;

/**
 * The whole life of a request on a listener with {@code redirectTo}: whatever is well-formed is
 * sent to the same place over TLS. One instance per event loop.
 */
public final class RedirectToHttps {
    private static final int PERMANENT_REDIRECT = 308;
    private static final int HTTPS = 443;

    private final SnapshotHolder snapshots;
    private final Sanitizer sanitizer;
    private final Settlement settlement;
    private final IntSupplier port;

    /**
     * @param port of the TLS listener
     */
    public RedirectToHttps(
            SnapshotHolder snapshots,
            Sanitizer sanitizer,
            Settlement settlement,
            IntSupplier port) {
        this.snapshots = snapshots;
        this.sanitizer = sanitizer;
        this.settlement = settlement;
        this.port = port;
    }

    /** Answers with 308 (RFC 9110, 15.4.9: the method stays), or refuses; on its event loop. */
    public void handle(Exchange exchange) {
        exchange.request().pause();
        Snapshot snapshot = snapshots.current();
        settlement.begin(exchange, snapshot);
        settlement.settle(
                exchange,
                sanitizer
                        .sanitize(exchange, snapshot.sanitizer())
                        .then(head -> redirect(exchange, head)));
    }

    /** Answers and settles a request of which nothing but its refusal is known. */
    public void refuse(Exchange exchange, Rejection rejection) {
        settlement.begin(exchange, snapshots.current());
        settlement.settle(exchange, Decision.refuse(rejection));
    }

    private Decision<Finished> redirect(Exchange exchange, RequestHead head) {
        exchange.head(head);
        if (head.authority().equals(Authority.NONE)) {
            return Decision.refuse(Rejection.of(RejectionCode.INVALID_HOST, "nowhere to send to"));
        }
        StringBuilder target = new StringBuilder("https://").append(head.authority().host());
        if (port.getAsInt() != HTTPS) {
            target.append(':').append(port.getAsInt());
        }
        target.append(head.path());
        if (head.query() != null) {
            target.append('?').append(head.query());
        }
        Fields fields = new Fields();
        fields.add(HttpHeaders.LOCATION, target);
        return new Decision.Answer<>(new OwnAnswer(PERMANENT_REDIRECT, fields));
    }
}
