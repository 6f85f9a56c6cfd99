package io.raygate;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.config.ObservabilityConfig.Level;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What is logged, and what libraries say to themselves. */
class LoggingTest {
    @AfterEach
    void back() {
        Logging.level(Level.INFO);
    }

    /** S-103: what peers do wrong fills no log. */
    @Test
    void librariesAreKeptQuiet() {
        Logging.begin();
        var peers = LoggerFactory.getLogger("io.vertx.core.net.impl.ConnectionBase");
        var netty = LoggerFactory.getLogger("io.netty.handler.ssl.SslHandler");

        Logging.level(Level.TRACE);

        assertThat(peers.isErrorEnabled()).isFalse();
        assertThat(netty.isInfoEnabled()).isFalse();
        assertThat(netty.isWarnEnabled()).isTrue();
    }

    @Test
    void theLevelIsThatOfTheConfiguration() {
        var ours = LoggerFactory.getLogger(LoggingTest.class);

        Logging.level(Level.DEBUG);
        assertThat(ours.isDebugEnabled()).isTrue();
        assertThat(ours.isTraceEnabled()).isFalse();
        Logging.level(Level.ERROR);
        assertThat(ours.isWarnEnabled()).isFalse();
        assertThat(ours.isErrorEnabled()).isTrue();
    }
}
