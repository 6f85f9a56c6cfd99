package io.raygate.loadtest.serve.fault;

import io.vertx.core.MultiMap;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The query of a request to the admin port; numbers that are none throw {@link
 * NumberFormatException}.
 */
record FaultQuery(MultiMap parameters) {

    String text(String name, String fallback) {
        @Nullable String value = parameters.get(name);
        return value == null ? fallback : value;
    }

    int whole(String name, int fallback) {
        @Nullable String value = parameters.get(name);
        return value == null ? fallback : Integer.parseInt(value);
    }

    double decimal(String name, double fallback) {
        @Nullable String value = parameters.get(name);
        return value == null ? fallback : Double.parseDouble(value);
    }

    Duration seconds(String name, Duration fallback) {
        @Nullable String value = parameters.get(name);
        return value == null
                ? fallback
                : Duration.ofNanos((long) (Double.parseDouble(value) * 1e9));
    }
}
