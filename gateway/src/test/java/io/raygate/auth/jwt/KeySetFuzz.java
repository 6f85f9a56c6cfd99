package io.raygate.auth.jwt;

/** Fuzz target: key sets of arbitrary octets; reading one never throws (S-53, S-108). */
public final class KeySetFuzz {
    private KeySetFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        if (KeySet.parse(data) instanceof KeySetResult.Bad(var problems) && problems.isEmpty()) {
            throw new IllegalStateException("refused without a reason");
        }
    }
}
