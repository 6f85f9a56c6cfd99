package io.raygate.auth;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/** SHA-256 over whole credentials, with one digest object per thread. */
public final class CredentialHash {
    private final ThreadLocal<MessageDigest> sha256 = ThreadLocal.withInitial(CredentialHash::open);

    /** The digest of the bytes; any thread. */
    public Digest of(byte[] credential) {
        return Digest.of(sha256.get().digest(credential));
    }

    private static MessageDigest open() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
