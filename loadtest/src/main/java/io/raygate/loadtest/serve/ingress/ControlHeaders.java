package io.raygate.loadtest.serve.ingress;

import io.vertx.core.MultiMap;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The request headers that Serve obeys, whoever sends them.
 *
 * @param timeout null for no bound
 * @param timeoutSeconds the same as Serve prints it
 * @param outlivesClient whether the call goes on after the client has left
 */
record ControlHeaders(
        @Nullable Duration timeout, @Nullable Double timeoutSeconds, boolean outlivesClient) {

    static ControlHeaders of(MultiMap headers, @Nullable Duration standard) {
        boolean outlives = "?1".equals(headers.get("x-request-disconnect-disabled"));
        @Nullable Double seconds = seconds(headers.get("x-request-timeout-seconds"), standard);
        @Nullable Duration timeout =
                seconds == null ? null : Duration.ofNanos((long) (seconds * 1e9));
        return new ControlHeaders(timeout, seconds, outlives);
    }

    private static @Nullable Double seconds(@Nullable String value, @Nullable Duration standard) {
        @Nullable Double fallback = standard == null ? null : standard.toNanos() / 1e9;
        if (value == null) {
            return fallback;
        }
        try {
            double asked = Double.parseDouble(value);
            return asked > 0 && Double.isFinite(asked) ? (Double) asked : null;
        } catch (NumberFormatException nonsense) {
            return fallback;
        }
    }
}
