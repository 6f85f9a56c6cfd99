package io.raygate;

import io.raygate.auth.FailureRates;
import io.raygate.config.AuthConfig;
import io.raygate.config.Rate;
import org.jspecify.annotations.Nullable;

/**
 * Turns the throttle's rates of the configuration into those that the throttle works with; pure.
 */
final class FailureRatesOf {

    private FailureRatesOf() {}

    static FailureRates config(AuthConfig.Throttle throttle) {
        return new FailureRates(rate(throttle.perAddress()), rate(throttle.perKey()));
    }

    private static FailureRates.@Nullable Rate rate(@Nullable Rate rate) {
        return rate == null ? null : new FailureRates.Rate(rate.amount(), rate.period());
    }
}
