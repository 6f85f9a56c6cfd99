package io.raygate.auth;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The SHA-256 of a credential: what is stored and looked up instead of it. Comparing two takes the
 * same time wherever they differ (S-60).
 */
public record Digest(long first, long second, long third, long fourth) {
    private static final String SCHEME = "sha256:";
    private static final int HEX_DIGITS = 64;

    /** Of the 32 bytes of a SHA-256. */
    public static Digest of(byte[] sha256) {
        ByteBuffer bytes = ByteBuffer.wrap(sha256);
        return new Digest(bytes.getLong(), bytes.getLong(), bytes.getLong(), bytes.getLong());
    }

    /** Reads {@code sha256:} and 64 hexadecimal digits; null where the text is anything else. */
    public static @Nullable Digest parse(String text) {
        if (!text.startsWith(SCHEME) || text.length() != SCHEME.length() + HEX_DIGITS) {
            return null;
        }
        for (int i = SCHEME.length(); i < text.length(); i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return null;
            }
        }
        return of(HexFormat.of().parseHex(text, SCHEME.length(), text.length()));
    }

    /** The form that {@link #parse} reads. */
    public String text() {
        HexFormat hex = HexFormat.of();
        return SCHEME
                + hex.toHexDigits(first)
                + hex.toHexDigits(second)
                + hex.toHexDigits(third)
                + hex.toHexDigits(fourth);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Digest that
                && ((first ^ that.first)
                                | (second ^ that.second)
                                | (third ^ that.third)
                                | (fourth ^ that.fourth))
                        == 0;
    }

    /** A part of the digest as it stands: it is already uniform. */
    @Override
    public int hashCode() {
        return (int) first;
    }

    /** Shows the scheme only. */
    @Override
    public String toString() {
        return SCHEME + "...";
    }
}
