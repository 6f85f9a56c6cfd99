package io.raygate.auth.jwt.fetch;

import io.raygate.auth.jwt.KeySet;

/** What came of one fetch. */
public sealed interface FetchResult {

    /** A whole and good set. */
    record Fetched(KeySet set) implements FetchResult {}

    /** Nothing that can be used; the reason is for the operator. */
    record Failed(String reason) implements FetchResult {}
}
