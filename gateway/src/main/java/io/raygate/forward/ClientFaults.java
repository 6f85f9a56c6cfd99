package io.raygate.forward;

import io.vertx.core.http.HttpClosedException;
import io.vertx.core.http.StreamResetException;
import java.io.IOException;

/** Tells a client that left from one whose body is broken. */
final class ClientFaults {
    private ClientFaults() {}

    static UpstreamFailure of(Throwable cause, boolean bodyEnded) {
        boolean gone =
                bodyEnded
                        || cause instanceof HttpClosedException
                        || cause instanceof StreamResetException
                        || cause instanceof IOException;
        return gone ? UpstreamFailure.CLIENT_GONE : UpstreamFailure.CLIENT_BODY_BROKEN;
    }
}
