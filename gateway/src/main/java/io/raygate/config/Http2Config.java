package io.raygate.config;

import static io.raygate.config.Sizes.KIB;
import static io.raygate.config.Sizes.MIB;

/**
 * Bounds of HTTP/2 connections (S-19, S-20); windows and table in bytes.
 *
 * @param resets in 30 s
 */
public record Http2Config(
        int streams,
        int streamWindow,
        int connectionWindow,
        int headerTable,
        int continuations,
        int resets) {
    static Http2Config read(Section s) {
        return new Http2Config(
                s.one("streams", new Counts(1, 1_000), 100),
                (int) (long) s.one("streamWindow", new Sizes(16 * KIB, 16 * MIB), 64 * KIB),
                (int) (long) s.one("connectionWindow", new Sizes(64 * KIB, 64 * MIB), MIB),
                (int) (long) s.one("headerTable", new Sizes(0, 64 * KIB), 4 * KIB),
                s.one("continuations", new Counts(1, 64), 16),
                s.one("resets", new Counts(1, 10_000), 200));
    }
}
