package io.raygate.config;

import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Where the keys of an issuer come from: exactly one place. */
public sealed interface KeysConfig {

    /** A key set in a file. */
    record File(Path path) implements KeysConfig {}

    /** One secret, for the HS algorithms. */
    record Secret(SecretRef secret) implements KeysConfig {}

    /**
     * A key set that is fetched (S-54, S-55).
     *
     * @param url null: where the issuer's discovery document says
     */
    record Fetched(@Nullable URI url, FetchConfig how, boolean allowPrivateAddress)
            implements KeysConfig {}

    /** Reads what says where an issuer's keys are. */
    static KeysConfig read(Section s, String issuer) {
        boolean discovery = s.flag("discovery", false);
        SecretRef secret = s.secret("secret");
        JwksWords jwks =
                discovery
                        ? s.section("jwks", JwksWords::read)
                        : s.optionalSection("jwks", JwksWords::read);
        int sources = (discovery ? 1 : 0) + (s.isWritten("secret") ? 1 : 0) + inJwks(s, jwks);
        if (sources != 1) {
            s.fault(
                    "needs one source of keys",
                    "allowed: jwks: {file: PATH}, jwks: {url: URL}, discovery: true, or secret for HS algorithms");
        }
        if (discovery) {
            checkDiscoverable(s, issuer);
        }
        if (jwks != null && jwks.how() != null) {
            boolean anywhere = s.flag("allowPrivateAddress", false);
            return new Fetched(jwks.url(), jwks.how(), anywhere);
        }
        return secret == null ? new File(file(jwks)) : new Secret(secret);
    }

    /** What is no mapping has a fault already. */
    private static int inJwks(Section s, @Nullable JwksWords jwks) {
        boolean unreadable = s.isWritten("jwks") && !s.isMapping("jwks");
        return jwks == null ? 0 : unreadable ? 1 : jwks.sources();
    }

    private static Path file(@Nullable JwksWords jwks) {
        return jwks == null || jwks.file() == null ? Path.of("") : jwks.file();
    }

    private static void checkDiscoverable(Section s, String issuer) {
        boolean address = HttpsUrls.FORM.parse(issuer) instanceof Parsed.Value;
        if (!address || issuer.indexOf('?') >= 0) {
            s.fault(
                    "issuer",
                    "is no address that a discovery document could lie behind",
                    "allowed with discovery: https://host/path");
        }
    }
}
