package io.raygate.auth.apikey;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/**
 * Fuzz target: keys of arbitrary octets, as they came and with a good checksum behind them, held
 * against a plain reading of S-58 (S-108).
 */
public final class KeyFormatFuzz {
    private static final KeyFormat FORMAT = new KeyFormat("rg", List.of("live", "test"));
    private static final Pattern SHAPE =
            Pattern.compile("(?:sk-)?rg_(?:live|test)_[0-9A-Za-z]{22}_[0-9A-Za-z]{43}");
    private static final String DIGITS =
            "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    private KeyFormatFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String raw = new String(data, StandardCharsets.ISO_8859_1);
        compare(raw);
        compare(raw + checksum(raw));
        compare(KeyFormat.checked(raw));
    }

    private static void compare(String key) {
        int end = Math.max(0, key.length() - 6);
        String body = key.substring(0, end);
        boolean expected =
                SHAPE.matcher(body).matches() && checksum(body).equals(key.substring(end));
        if (FORMAT.matches(key) != expected) {
            throw new IllegalStateException("not what S-58 says");
        }
        if (expected && !key.contains("_" + KeyFormat.id(key) + "_")) {
            throw new IllegalStateException("not the id");
        }
    }

    private static String checksum(String body) {
        CRC32 crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.ISO_8859_1));
        StringBuilder digits = new StringBuilder();
        BigInteger rest = BigInteger.valueOf(crc.getValue());
        for (int i = 0; i < 6; i++) {
            digits.insert(0, DIGITS.charAt(rest.mod(BigInteger.valueOf(62)).intValue()));
            rest = rest.divide(BigInteger.valueOf(62));
        }
        return digits.toString();
    }
}
