package io.raygate.exchange;

import java.nio.charset.StandardCharsets;

/** Fuzz target: paths of arbitrary octets, under every set of route switches (S-24, S-108). */
public final class CanonicalPathFuzz {
    private CanonicalPathFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String raw = new String(data, StandardCharsets.ISO_8859_1);
        PathOracle.judge(raw, PathRules.STRICT);
        PathOracle.judge(raw, new PathRules(true, false));
        PathOracle.judge(raw, new PathRules(false, true));
        PathOracle.judge(raw, new PathRules(true, true));
    }
}
