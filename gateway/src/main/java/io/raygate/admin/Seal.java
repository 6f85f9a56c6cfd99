package io.raygate.admin;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Closes answers so that only who brings the same Idempotency-Key again can have them opened: the
 * AES-GCM key comes from a secret that the database does not hold, the caller's id and that key. A
 * copy of the database shows none of it.
 */
final class Seal {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final Supplier<byte[]> secret;
    private final RandomGenerator random;

    /**
     * @param secret the same in every gateway of one store, and nowhere in the store
     * @param random cryptographically strong
     */
    Seal(Supplier<byte[]> secret, RandomGenerator random) {
        this.secret = secret;
        this.random = random;
    }

    /** 32 octets that only the secret and these words give. */
    byte[] derive(String purpose, String caller, String idempotencyKey) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.get(), "HmacSHA256"));
            for (String word : new String[] {purpose, caller, idempotencyKey}) {
                byte[] octets = word.getBytes(StandardCharsets.UTF_8);
                mac.update(ByteBuffer.allocate(4).putInt(octets.length).array());
                mac.update(octets);
            }
            return mac.doFinal();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA-256", e);
        }
    }

    /**
     * Closes a text.
     *
     * @param key 32 octets
     * @param bound to what it belongs; it cannot be opened as anything else
     */
    String close(byte[] key, String bound, String text) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] closed =
                    cipher(Cipher.ENCRYPT_MODE, key, nonce, bound)
                            .doFinal(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder()
                    .encodeToString(
                            ByteBuffer.allocate(NONCE + closed.length)
                                    .put(nonce)
                                    .put(closed)
                                    .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** The text, or nothing if the key is another one or the sealed text was changed. */
    Optional<String> open(byte[] key, String bound, String sealed) {
        try {
            byte[] all = Base64.getDecoder().decode(sealed);
            byte[] nonce = Arrays.copyOf(all, NONCE);
            byte[] text =
                    cipher(Cipher.DECRYPT_MODE, key, nonce, bound)
                            .doFinal(all, NONCE, all.length - NONCE);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static Cipher cipher(int mode, byte[] key, byte[] nonce, String bound)
            throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, new SecretKeySpec(key, "AES"), new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(bound.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }
}
