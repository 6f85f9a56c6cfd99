package io.raygate;

import io.raygate.snapshot.KnownLimits;
import io.raygate.store.LimitFollower;
import java.util.Set;

/** Hands the sets of limits of the store to those who look them up. */
record LimitsOfStore(KnownLimits known) implements LimitFollower {

    @Override
    public void store(String name, String words) {
        known.store(name, words);
    }

    @Override
    public void forget(String name) {
        known.forget(name);
    }

    @Override
    public void retain(Set<String> names) {
        known.retain(names);
    }
}
