package io.raygate.observe;

import io.raygate.auth.jwt.fetch.RemoteKeys;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/** Reads at each scrape how fresh the fetched keys of each issuer are. */
final class KeySetMeters implements Samples.Source {
    private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Supplier<Collection<RemoteKeys>> keySets;

    KeySetMeters(Supplier<Collection<RemoteKeys>> keySets) {
        this.keySets = keySets;
    }

    @Override
    public void read(Samples into) {
        keySets.get().forEach(keys -> read(keys, into));
    }

    private static void read(RemoteKeys keys, Samples into) {
        String issuer = keys.source().id();
        keys.ageNanos().ifPresent(age -> into.gauge(Metric.JWKS_AGE, age / SECOND, issuer));
        into.counter(Metric.JWKS_FETCHES, keys.fetched(), issuer, "ok");
        into.counter(Metric.JWKS_FETCHES, keys.failed(), issuer, "failed");
        into.gauge(Metric.JWKS_ALERT, keys.isAlert() ? 1 : 0, issuer);
    }
}
