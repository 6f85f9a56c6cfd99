package io.raygate.listener;

import io.raygate.exchange.Decision;
import io.raygate.exchange.Exchange;
import io.raygate.exchange.Fields;
import io.raygate.exchange.OwnAnswer;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionWriter;
import io.raygate.exchange.RequestHead;
import io.raygate.exchange.Sanitizer;
import io.raygate.exchange.SanitizerRules;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Sends every well-formed request to the same place on a TLS listener, with 308. */
public final class RedirectToHttps implements ExchangeHandler {
    private static final int PERMANENT_REDIRECT = 308;
    private static final int HTTPS = 443;

    private final Sanitizer sanitizer;
    private final Supplier<SanitizerRules> rules;
    private final RejectionWriter writer;
    private final IntSupplier port;

    /**
     * @param rules those in force
     * @param port of the TLS listener
     */
    public RedirectToHttps(
            Sanitizer sanitizer,
            Supplier<SanitizerRules> rules,
            RejectionWriter writer,
            IntSupplier port) {
        this.sanitizer = sanitizer;
        this.rules = rules;
        this.writer = writer;
        this.port = port;
    }

    @Override
    public void handle(Exchange exchange) {
        var written =
                switch (sanitizer.sanitize(exchange, rules.get()).then(this::redirect)) {
                    case Decision.Answer<OwnAnswer>(var answer) -> writer.write(exchange, answer);
                    case Decision.Refuse<OwnAnswer>(var why) -> writer.write(exchange, why);
                    case Decision.Proceed<OwnAnswer>(var answer) -> writer.write(exchange, answer);
                    case Decision.Wait<OwnAnswer> impossible -> Future.succeededFuture();
                };
        written.onComplete(done -> exchange.settled());
    }

    @Override
    public void refuse(Exchange exchange, Rejection rejection) {
        writer.write(exchange, rejection).onComplete(done -> exchange.settled());
    }

    private Decision<OwnAnswer> redirect(RequestHead head) {
        var target = new StringBuilder("https://").append(head.authority().host());
        if (port.getAsInt() != HTTPS) {
            target.append(':').append(port.getAsInt());
        }
        target.append(head.path());
        if (head.query() != null) {
            target.append('?').append(head.query());
        }
        var fields = new Fields();
        fields.add(HttpHeaders.LOCATION, target);
        return Decision.proceed(new OwnAnswer(PERMANENT_REDIRECT, fields));
    }
}
