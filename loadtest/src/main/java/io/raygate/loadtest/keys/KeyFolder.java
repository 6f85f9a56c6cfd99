package io.raygate.loadtest.keys;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a folder with one key of each algorithm: {@code jwks.json}, {@code <kid>.pem} and {@code
 * <kid>.tokens}, one token a line.
 */
final class KeyFolder {
    private final int tokens;
    private final int tenants;
    private final Instant now;

    KeyFolder(int tokens, int tenants, Instant now) {
        this.tokens = tokens;
        this.tenants = tenants;
        this.now = now;
    }

    void write(Path folder) throws IOException, GeneralSecurityException {
        Files.createDirectories(folder);
        List<String> jwks = new ArrayList<>();
        for (Algorithm algorithm : Algorithm.values()) {
            KeyPair keys = algorithm.newKeyPair();
            jwks.add(PublicKeys.jwk(algorithm, keys.getPublic()));
            Files.writeString(
                    folder.resolve(algorithm.keyId() + ".pem"), PublicKeys.pem(keys.getPublic()));
            Files.write(folder.resolve(algorithm.keyId() + ".tokens"), tokens(algorithm, keys));
        }
        Files.writeString(
                folder.resolve("jwks.json"), "{\"keys\":[" + String.join(",", jwks) + "]}\n");
    }

    private List<String> tokens(Algorithm algorithm, KeyPair keys) throws GeneralSecurityException {
        TokenMint mint = new TokenMint(algorithm, keys, tenants, now);
        List<String> made = new ArrayList<>();
        for (int i = 0; i < tokens; i++) {
            made.add(mint.token(i));
        }
        return made;
    }
}
