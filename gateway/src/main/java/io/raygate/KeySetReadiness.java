package io.raygate;

import io.raygate.auth.jwt.fetch.KeySetRegistry;
import io.raygate.observe.Readiness;
import java.util.List;

/**
 * Readiness waits until each issuer has had its first set (S-55, S-100). Later it says who has
 * none, and stays: one issuer's bad day, or a new one that is not there yet, takes no gateway out.
 */
final class KeySetReadiness {
    private final KeySetRegistry registry;
    private final Readiness readiness;
    private boolean complete;

    KeySetReadiness(KeySetRegistry registry, Readiness readiness) {
        this.registry = registry;
        this.readiness = readiness;
    }

    /** To be called whenever something may have changed, by one thread at a time. */
    void look() {
        List<String> missing =
                registry.keys().values().stream()
                        .filter(keys -> !keys.hasBeenGood())
                        .map(keys -> keys.source().id())
                        .sorted()
                        .toList();
        complete |= missing.isEmpty();
        readiness.set(
                "keySets",
                complete,
                missing.isEmpty() ? "" : "no keys yet of " + String.join(", ", missing));
    }
}
