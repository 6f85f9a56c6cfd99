package io.raygate.auth.jwt;

import java.util.List;

/** What reading a key set gives. */
public sealed interface KeySetResult {

    /** The whole set is good. */
    record Good(KeySet set) implements KeySetResult {}

    /** The whole set is refused. */
    record Bad(List<String> problems) implements KeySetResult {}
}
