package io.raygate.conformance;

import io.raygate.exchange.Decision;
import io.raygate.exchange.Exchange;
import io.raygate.exchange.RejectionWriter;
import io.raygate.exchange.RequestHead;
import io.raygate.exchange.RequestIds;
import io.raygate.exchange.Sanitizer;
import io.raygate.exchange.SanitizerRules;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.InstantSource;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Answers with what the sanitiser makes of a request: authority, path and length, or a refusal. */
final class SanitizedEcho implements Consumer<Exchange> {
    private final RequestIds ids = RequestIds.seeded(InstantSource.system());
    private final Sanitizer sanitizer = new Sanitizer(ids);
    private volatile @Nullable RejectionWriter writer;

    /** Call it once the listener is there, before the first request. */
    void writesBy(Vertx vertx) {
        writer = new RejectionWriter(vertx, ids, "urn:raygate:problem:");
    }

    @Override
    public void accept(Exchange exchange) {
        RejectionWriter refusing = java.util.Objects.requireNonNull(writer);
        Future<Void> written =
                switch (sanitizer.sanitize(exchange, SanitizerRules.DEFAULT)) {
                    case Decision.Proceed<RequestHead>(var head) ->
                            exchange.request()
                                    .response()
                                    .end(
                                            head.authority()
                                                    + head.path()
                                                    + " "
                                                    + head.contentLength());
                    case Decision.Refuse<RequestHead>(var rejection) ->
                            refusing.write(exchange, rejection);
                    case Decision.Answer<RequestHead>(var answer) ->
                            refusing.write(exchange, answer);
                    case Decision.Wait<RequestHead> wait -> throw new AssertionError(wait);
                };
        written.onComplete(done -> exchange.settled());
    }
}
