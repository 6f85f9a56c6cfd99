package io.raygate.auth;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over whole credentials, with one digest object per thread. */
public final class CredentialHash {
    private final ThreadLocal<MessageDigest> sha256 = ThreadLocal.withInitial(CredentialHash::open);

    /** The digest of the bytes, of which nothing stays behind (S-95); any thread. */
    public Digest of(byte[] credential) {
        MessageDigest digest = sha256.get();
        Digest made = Digest.of(digest.digest(credential));
        digest.reset();
        return made;
    }

    private static MessageDigest open() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
