package io.raygate.auth.jwt.fetch;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Since when an issuer has given no good set, said when it begins, when it has lasted too long
 * (S-55) and when it ends, not at each failure. Not thread-safe.
 */
final class Trouble {
    private static final Logger LOG = LoggerFactory.getLogger(Trouble.class);
    private static final Duration ALERT = Duration.ofMinutes(10);

    private final String issuer;
    private boolean on;
    private boolean alerted;
    private long since;
    private String reason = "";

    Trouble(String issuer) {
        this.issuer = issuer;
    }

    void failed(String why, long nowNanos) {
        if (!on) {
            since = nowNanos;
            LOG.warn("the keys of the issuer {} could not be fetched: {}", issuer, why);
        }
        on = true;
        reason = why;
    }

    void over() {
        if (on) {
            LOG.info("the keys of the issuer {} were fetched again", issuer);
        }
        on = false;
        alerted = false;
    }

    /** To be looked at now and then, since time alone makes an alert of it. */
    void look(long nowNanos) {
        if (on && !alerted && nowNanos - since >= ALERT.toNanos()) {
            alerted = true;
            LOG.error(
                    "the keys of the issuer {} could not be fetched for {} minutes: {}",
                    issuer,
                    ALERT.toMinutes(),
                    reason);
        }
    }

    boolean isAlert() {
        return alerted;
    }
}
