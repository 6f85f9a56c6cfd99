package io.raygate.config;

import static io.raygate.config.Sizes.GIB;
import static io.raygate.config.Sizes.KIB;
import static io.raygate.config.Sizes.MIB;
import static io.raygate.config.Sizes.upTo;

/**
 * The sizes that a request may have, in bytes; counts are numbers of fields.
 *
 * @param headers all fields of a head together
 * @param chunkExtensions of a whole message
 */
public record SizesConfig(
        long requestLine,
        long headerField,
        long headers,
        int headerCount,
        long chunkLine,
        long chunkExtensions,
        long trailers,
        Body bodies) {
    static SizesConfig read(Section s) {
        return new SizesConfig(
                s.one("requestLine", upTo(64 * KIB), 8 * KIB),
                s.one("headerField", upTo(64 * KIB), 16 * KIB),
                s.one("headers", upTo(128 * KIB), 32 * KIB),
                s.one("headerCount", new Counts(1, 500), 100),
                s.one("chunkLine", upTo(4 * KIB), 256L),
                s.one("chunkExtensions", upTo(64 * KIB), 16 * KIB),
                s.one("trailers", upTo(64 * KIB), 4 * KIB),
                Body.read(s, new Body(10 * MIB)));
    }

    /**
     * What a route may change.
     *
     * @param body of a request
     */
    public record Body(long body) {
        static Body read(Section s, Body around) {
            return new Body(s.one("body", upTo(GIB), around.body));
        }
    }
}
