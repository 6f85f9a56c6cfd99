package io.raygate.loadtest.serve.ingress;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The settings of Serve's HTTP proxy.
 *
 * @param requestTimeout bounds a whole exchange, stream and WebSocket too; null, Serve's default,
 *     is no bound
 * @param keepAlive an idle connection is closed after it; 90 s in Ray 2.60
 * @param fastPath whether {@code /fast} answers benchmarks, which no real proxy does
 */
public record ProxyOptions(
        String host, @Nullable Duration requestTimeout, Duration keepAlive, boolean fastPath) {
    /** What Ray Serve does when nothing is configured, on loopback. */
    public static final ProxyOptions DEFAULT =
            new ProxyOptions("127.0.0.1", null, Duration.ofSeconds(90), false);

    /** The same with another bound, or none when null. */
    public ProxyOptions withRequestTimeout(@Nullable Duration bound) {
        return new ProxyOptions(host, bound, keepAlive, fastPath);
    }

    /** The same with another keep-alive. */
    public ProxyOptions withKeepAlive(Duration idle) {
        return new ProxyOptions(host, requestTimeout, idle, fastPath);
    }

    /** The same with or without {@code /fast}. */
    public ProxyOptions withFastPath(boolean on) {
        return new ProxyOptions(host, requestTimeout, keepAlive, on);
    }
}
