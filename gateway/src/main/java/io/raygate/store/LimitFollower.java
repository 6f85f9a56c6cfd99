package io.raygate.store;

import java.util.Set;

/** Keeps the sets of limits that the data path looks up as the store has them. */
public interface LimitFollower {

    /** The store has this one, or has other words for it. */
    void store(String name, String words);

    /** The store has none of this name any more. */
    void forget(String name);

    /** The store has none but these. */
    void retain(Set<String> names);
}
