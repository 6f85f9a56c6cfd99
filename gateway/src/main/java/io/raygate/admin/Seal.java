package io.raygate.admin;

import io.raygate.auth.apikey.Pepper;
import io.raygate.auth.apikey.Peppers;
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
 * AES-GCM key comes from a pepper, which the database does not hold, the caller's id and that key.
 * A copy of the database shows none of it. Which pepper it was stands before the rest, for the next
 * gateway may have others.
 */
final class Seal {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;

    private final Supplier<Peppers> peppers;
    private final RandomGenerator random;

    /**
     * @param peppers those in use now
     * @param random cryptographically strong
     */
    Seal(Supplier<Peppers> peppers, RandomGenerator random) {
        this.peppers = peppers;
        this.random = random;
    }

    /** The words that open it again: the caller's id, and the Idempotency-Key that came. */
    record Words(String caller, String idempotencyKey) {}

    /** 32 octets that only this pepper and these words give. */
    private static byte[] key(Pepper pepper, Words words) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(pepper.derive("sealed answers"), "HmacSHA256"));
            for (String word : new String[] {words.caller(), words.idempotencyKey()}) {
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
     * @param bound to what it belongs; it cannot be opened as anything else
     */
    String close(Words words, String bound, String text) {
        Pepper pepper = peppers.get().newest();
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        try {
            byte[] closed =
                    cipher(Cipher.ENCRYPT_MODE, key(pepper, words), nonce, bound)
                            .doFinal(text.getBytes(StandardCharsets.UTF_8));
            return pepper.version()
                    + ":"
                    + Base64.getEncoder()
                            .encodeToString(
                                    ByteBuffer.allocate(NONCE + closed.length)
                                            .put(nonce)
                                            .put(closed)
                                            .array());
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has AES-GCM", e);
        }
    }

    /** The text, or nothing if a word or a pepper is another one or the sealed text was changed. */
    Optional<String> open(Words words, String bound, String sealed) {
        try {
            int colon = sealed.indexOf(':');
            Pepper pepper = peppers.get().version(Integer.parseInt(sealed, 0, colon, 10));
            if (pepper == null) {
                return Optional.empty();
            }
            byte[] all = Base64.getDecoder().decode(sealed.substring(colon + 1));
            byte[] nonce = Arrays.copyOf(all, NONCE);
            byte[] text =
                    cipher(Cipher.DECRYPT_MODE, key(pepper, words), nonce, bound)
                            .doFinal(all, NONCE, all.length - NONCE);
            return Optional.of(new String(text, StandardCharsets.UTF_8));
        } catch (GeneralSecurityException
                | IllegalArgumentException
                | IndexOutOfBoundsException e) {
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
