package io.raygate.admin;

import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;

/** Gathers a body up to its bound, whatever its type says; event loop. */
final class BodyReader {
    private static final int MOST = 1024 * 1024;

    private BodyReader() {}

    /** The body fails with it as soon as it is too large. */
    static final class TooLarge extends Exception {
        private static final long serialVersionUID = 1L;

        TooLarge() {
            super("larger than 1MiB", null, false, false);
        }
    }

    static Future<byte[]> read(HttpServerRequest request) {
        Promise<byte[]> whole = Promise.promise();
        Buffer gathered = Buffer.buffer();
        request.exceptionHandler(whole::tryFail);
        request.handler(
                part -> {
                    if (gathered.length() + part.length() > MOST) {
                        whole.tryFail(new TooLarge());
                    } else {
                        gathered.appendBuffer(part);
                    }
                });
        request.endHandler(end -> whole.tryComplete(gathered.getBytes()));
        return whole.future();
    }
}
