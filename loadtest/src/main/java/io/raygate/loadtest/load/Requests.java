package io.raygate.loadtest.load;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.RequestOptions;
import java.util.Random;
import org.jspecify.annotations.Nullable;

/** Builds the head of each request of one loop. */
final class Requests {
    private final Plan plan;
    private final Credentials credentials;

    Requests(Plan plan, Random random) {
        this.plan = plan;
        this.credentials =
                new Credentials(plan.content().tokens(), plan.content().forged() ? random : null);
    }

    RequestOptions next() {
        return fill(new RequestOptions()).setMethod(HttpMethod.valueOf(plan.content().method()));
    }

    /** Sets address, target and headers. */
    <T extends RequestOptions> T fill(T options) {
        Target target = plan.target();
        options.setServer(target.socketAddress())
                .setHost(target.url().getHost())
                .setPort(target.port())
                .setSsl(target.isTls())
                .setURI(target.path());
        plan.content().headers().forEach(options::putHeader);
        @Nullable String credential = credentials.next();
        if (credential != null) {
            options.putHeader(HttpHeaders.AUTHORIZATION, credential);
        }
        return options;
    }
}
