package io.raygate.observe;

import io.raygate.auth.apikey.KeyRing;

/** Reads at each scrape what is known of the store of credentials. */
final class CredentialMeters implements Samples.Source {
    private final KeyRing keys;

    CredentialMeters(KeyRing keys) {
        this.keys = keys;
    }

    @Override
    public void read(Samples into) {
        if (!keys.hasStore()) {
            return;
        }
        into.gauge(Metric.CREDENTIAL_STORE_UP, keys.isLost() ? 0 : 1);
        keys.countsByPepper()
                .forEach(
                        (pepper, count) ->
                                into.gauge(Metric.API_KEYS, count, Integer.toString(pepper)));
    }
}
