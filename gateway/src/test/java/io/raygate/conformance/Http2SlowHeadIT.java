package io.raygate.conformance;

import static io.raygate.testing.RawHttp2.END_HEADERS;
import static io.raygate.testing.RawHttp2.END_STREAM;
import static io.raygate.testing.RawHttp2.HEADERS;
import static io.raygate.testing.RawHttp2.SETTINGS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.raygate.listener.ListenerSettings;
import io.raygate.testing.ListenerUnderTest;
import io.raygate.testing.ManualClock;
import io.raygate.testing.RawHttp2;
import io.raygate.testing.TlsListener;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.EnumSource;

/** S-79: what HTTP/2 begins with, and each head, is there in {@code timeouts.head}, or it ends. */
@ParameterizedClass
@EnumSource
class Http2SlowHeadIT {
    private final ManualClock clock = new ManualClock();
    private final Way way;
    private ListenerUnderTest listener;

    /** How HTTP/2 comes to be spoken (S-16). */
    enum Way {
        TLS,
        CLEAR
    }

    Http2SlowHeadIT(Way way) {
        this.way = way;
    }

    @BeforeEach
    void open(@TempDir Path folder) {
        var settings =
                way == Way.TLS
                        ? TlsListener.settings(folder)
                        : ListenerSettings.plain("clear", "127.0.0.1", 0).withH2c();
        listener = ListenerUnderTest.open(settings, ListenerUnderTest::echo, clock);
    }

    private RawHttp2 connect() throws IOException {
        return way == Way.TLS ? RawHttp2.connect(listener.port()) : RawHttp2.clear(listener.port());
    }

    @AfterEach
    void close() {
        listener.close();
    }

    @Test
    void aSilentConnectionEnds() throws Exception {
        try (var client = connect()) {
            awaitTimeout();
            client.awaitEnd();
        }
    }

    /** Each second another byte of the preface, then of settings that never end. */
    @Test
    void aBeginThatDripsEnds() throws Exception {
        byte[] begin = RawHttp2.PREFACE.clone();
        try (var client = connect()) {
            for (int second = 0; second < begin.length && !isTimedOut(); second++) {
                client.send(new byte[] {begin[second]});
                await().pollDelay(Duration.ofMillis(120)).until(() -> true);
                clock.advance(Duration.ofSeconds(1));
            }
            awaitTimeout();
            client.awaitEnd();
        }
        assertThat(listener.seen().open()).isZero();
    }

    @Test
    void settingsThatDoNotCompleteEnd() throws Exception {
        try (var client = connect()) {
            client.send(RawHttp2.PREFACE).send(RawHttp2.bytes(SETTINGS, 0, 0, new byte[6]), 12);
            awaitTimeout();
            client.awaitEnd();
        }
    }

    @Test
    void aHeadThatDoesNotCompleteEnds() throws Exception {
        try (var client = begin(connect())) {
            client.send(RawHttp2.bytes(HEADERS, END_STREAM | END_HEADERS, 1, new byte[30]), 20);
            awaitTimeout();
            client.awaitGoAway();
        }
    }

    /** What would complete it never comes. */
    @Test
    void aHeadWithoutItsContinuationEnds() throws Exception {
        try (var client = begin(connect())) {
            client.frame(HEADERS, END_STREAM, 1, client.head(1, "GET", "/"));
            awaitTimeout();
            client.awaitGoAway();
        }
        assertThat(listener.requests()).isEmpty();
    }

    private static RawHttp2 begin(RawHttp2 client) throws IOException {
        client.begin().await(frame -> frame.type() == SETTINGS && frame.flags() == 0);
        return client.frame(SETTINGS, RawHttp2.ACK, 0);
    }

    private boolean isTimedOut() {
        return listener.seen().timeouts().contains("head");
    }

    /** Idle HTTP/2 would be ended only after a minute. */
    private void awaitTimeout() {
        await().until(
                        () -> {
                            clock.advance(Duration.ofSeconds(1));
                            return isTimedOut() || !listener.seen().timeouts().isEmpty();
                        });
        assertThat(listener.seen().timeouts()).containsExactly("head");
    }
}
