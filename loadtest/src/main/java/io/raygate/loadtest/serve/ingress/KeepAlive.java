package io.raygate.loadtest.serve.ingress;

import io.raygate.loadtest.serve.time.Timeline;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerRequest;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Closes connections on which nothing happens, at the end of a request's keep-alive or before the
 * first request.
 */
final class KeepAlive {
    private static final Duration LOOK = Duration.ofSeconds(1);

    private final Timeline time;
    private final Duration idle;
    private final Duration beforeFirst;
    private final Map<HttpConnection, Use> uses = new HashMap<>();

    /** {@code beforeFirst}: how long a new connection may wait for its first request. */
    KeepAlive(Timeline time, Duration idle, Duration beforeFirst) {
        this.time = time;
        this.idle = idle;
        this.beforeFirst = beforeFirst;
        time.every(LOOK, this::look);
    }

    void opened(HttpConnection connection) {
        uses.put(connection, new Use(time.nanos() + beforeFirst.toNanos()));
        connection.closeHandler(_ -> uses.remove(connection));
    }

    /** A request began: the connection is in use until its response has ended. */
    void begun(HttpServerRequest request) {
        @Nullable Use use = uses.get(request.connection());
        if (use != null) {
            use.open++;
            request.response().endHandler(_ -> ended(use));
        }
    }

    private void ended(Use use) {
        use.open--;
        use.endsNanos = time.nanos() + idle.toNanos();
    }

    private void look() {
        long now = time.nanos();
        for (HttpConnection connection : List.copyOf(uses.keySet())) {
            Use use = uses.get(connection);
            if (use != null && use.open == 0 && use.endsNanos <= now) {
                connection.close();
            }
        }
    }

    /** Cuts every connection: the process is gone. */
    void cutAll() {
        List.copyOf(uses.keySet()).forEach(Cut::off);
    }

    /** The use of one connection. */
    private static final class Use {
        private long endsNanos;
        private int open;

        Use(long endsNanos) {
            this.endsNanos = endsNanos;
        }
    }
}
