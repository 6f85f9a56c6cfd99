package io.raygate.admin;

import io.raygate.store.StateFolder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * The secret that makes the first admin credential: it stands in a file of the state folder, which
 * only the gateway's own user can read (S-89), and works once. Blocking; any thread.
 */
public final class Bootstrap {
    private static final String FILE = "bootstrap";

    private final StateFolder folder;
    private final RandomGenerator random;

    /**
     * @param random cryptographically strong
     */
    public Bootstrap(StateFolder folder, RandomGenerator random) {
        this.folder = folder;
        this.random = random;
    }

    /** Makes the file where it is not there. */
    public void prepare() throws IOException {
        if (folder.secret(FILE).isEmpty()) {
            folder.renewSecret(FILE, random);
        }
    }

    /** Whether this is the secret, which is not used up by asking. */
    boolean isRight(String presented) throws IOException {
        Optional<String> secret = folder.secret(FILE);
        return secret.isPresent() && MessageDigest.isEqual(octets(secret.get()), octets(presented));
    }

    /** Uses the secret up: another one stands in the file before this returns true. */
    synchronized boolean spend(String presented) throws IOException {
        if (!isRight(presented)) {
            return false;
        }
        folder.renewSecret(FILE, random);
        return true;
    }

    private static byte[] octets(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
