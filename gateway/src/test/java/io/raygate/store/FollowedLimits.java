package io.raygate.store;

import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The sets of limits as somebody who follows the store has them. */
final class FollowedLimits implements LimitFollower {
    final Map<String, String> words = new ConcurrentHashMap<>();

    @Override
    public void store(String name, String text) {
        words.put(name, text);
    }

    @Override
    public void forget(String name) {
        words.remove(name);
    }

    @Override
    public void retain(Set<String> names) {
        words.keySet().retainAll(names);
    }
}
