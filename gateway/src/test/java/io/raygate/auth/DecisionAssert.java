package io.raygate.auth;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Decision;
import io.raygate.exchange.Rejection;
import io.raygate.exchange.RejectionCode;

/** Looks into decisions. */
public final class DecisionAssert {
    private DecisionAssert() {}

    public static <T> T value(Decision<T> decision) {
        assertThat(decision).isInstanceOf(Decision.Proceed.class);
        return ((Decision.Proceed<T>) decision).value();
    }

    public static Rejection rejection(Decision<?> decision) {
        assertThat(decision).isInstanceOf(Decision.Refuse.class);
        return ((Decision.Refuse<?>) decision).rejection();
    }

    public static RejectionCode code(Decision<?> decision) {
        return rejection(decision).code();
    }
}
