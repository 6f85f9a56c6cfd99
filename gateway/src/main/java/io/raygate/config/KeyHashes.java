package io.raygate.config;

import java.util.HexFormat;

/** Hashes of API keys: {@code sha256:} and 64 hex digits. */
final class KeyHashes implements Form<String> {
    static final KeyHashes FORM = new KeyHashes();

    private static final String PREFIX = "sha256:";

    private KeyHashes() {}

    @Override
    public Parsed<String> parse(String text) {
        String hash = text.startsWith(PREFIX) ? text.substring(PREFIX.length()) : "";
        boolean right = hash.length() == 64 && hash.chars().allMatch(HexFormat::isHexDigit);
        return right
                ? Parsed.of(hash.toLowerCase(java.util.Locale.ROOT))
                : Parsed.wrong("is not the hash of a key");
    }

    @Override
    public String allowed() {
        return "sha256: and 64 hex digits, as raygate key hash prints it";
    }

    @Override
    public Object show(String hash) {
        return PREFIX + hash;
    }

    /** Somebody may have written the key itself. */
    @Override
    public boolean mayBeRepeated(String text) {
        return false;
    }
}
