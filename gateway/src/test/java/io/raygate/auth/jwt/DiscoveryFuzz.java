package io.raygate.auth.jwt;

/** Fuzz target: discovery documents of arbitrary octets; reading one never throws (S-54, S-108). */
public final class DiscoveryFuzz {
    private static final String ISSUER = "https://login.example.com";

    private DiscoveryFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        if (Discovery.read(data, ISSUER) instanceof Discovery.Refused(var reason)
                && reason.isEmpty()) {
            throw new IllegalStateException("refused without a reason");
        }
    }
}
