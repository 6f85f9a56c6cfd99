package io.raygate.config;

import static io.raygate.config.Durations.upTo;
import static io.raygate.config.Sizes.KIB;
import static io.raygate.config.Sizes.MIB;
import static java.time.Duration.ofHours;
import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;

import java.time.Duration;

/** The timeouts of a connection, and those of an exchange, which a route may change. */
public record TimeoutsConfig(
        Duration handshake,
        Duration head,
        Duration keepAlive,
        Duration http2Idle,
        Duration http2Ping,
        Exchange exchange) {
    static TimeoutsConfig read(Section s) {
        return new TimeoutsConfig(
                s.one("handshake", upTo(ofSeconds(60)), ofSeconds(10)),
                s.one("head", upTo(ofSeconds(60)), ofSeconds(10)),
                s.one("keepAlive", upTo(ofHours(1)), ofSeconds(75)),
                s.one("http2Idle", upTo(ofHours(1)), ofSeconds(60)),
                s.one("http2Ping", upTo(ofHours(1)), ofSeconds(30)),
                Exchange.read(s, Exchange.DEFAULT));
    }

    /**
     * The timeouts of one exchange.
     *
     * @param bodyMinRate bytes per second that a request body must keep after its first 10 s; 0 is
     *     off
     * @param total of the whole exchange, unless {@code stream} applies
     * @param stream instead of {@code total} for streams: routes with stream, openai or websocket,
     *     event-stream and gRPC answers
     */
    public record Exchange(
            Duration bodyIdle,
            long bodyMinRate,
            Duration clientWrite,
            Duration connect,
            Duration firstByte,
            Duration responseIdle,
            Duration total,
            Duration stream,
            Duration websocketIdle) {
        private static final Form<Long> MIN_RATE = new OrOff<>(new ByteRates(MIB), 0L);

        static final Exchange DEFAULT =
                new Exchange(
                        ofSeconds(30),
                        KIB,
                        ofSeconds(60),
                        ofSeconds(2),
                        ofSeconds(60),
                        ofSeconds(30),
                        ofSeconds(300),
                        ofHours(1),
                        ofMinutes(5));

        static Exchange read(Section s, Exchange around) {
            return new Exchange(
                    s.one("bodyIdle", upTo(ofMinutes(10)), around.bodyIdle),
                    s.one("bodyMinRate", MIN_RATE, around.bodyMinRate),
                    s.one("clientWrite", upTo(ofMinutes(10)), around.clientWrite),
                    s.one("connect", upTo(ofSeconds(30)), around.connect),
                    s.one("firstByte", upTo(ofHours(1)), around.firstByte),
                    s.one("responseIdle", upTo(ofHours(1)), around.responseIdle),
                    s.one("total", upTo(ofHours(24)), around.total),
                    s.one("stream", upTo(ofHours(24)), around.stream),
                    s.one("websocketIdle", upTo(ofHours(24)), around.websocketIdle));
        }
    }
}
