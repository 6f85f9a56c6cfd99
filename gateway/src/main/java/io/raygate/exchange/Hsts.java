package io.raygate.exchange;

import io.netty.util.AsciiString;
import io.vertx.core.http.HttpServerRequest;

/** {@code Strict-Transport-Security} on all answers over TLS (RFC 6797; S-78). */
public final class Hsts {
    private static final CharSequence NAME = AsciiString.cached("strict-transport-security");

    /** One year, what browsers' preload lists ask for at least. */
    private static final CharSequence VALUE = AsciiString.cached("max-age=31536000");

    private Hsts() {}

    /** Adds the field to the answer if the connection is TLS (RFC 6797, 7.2: never without). */
    public static void add(HttpServerRequest request) {
        if (request.isSSL()) {
            request.response().headers().set(NAME, VALUE);
        }
    }
}
