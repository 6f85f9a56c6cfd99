package io.raygate.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import io.raygate.exchange.Decision.Proceed;
import io.raygate.exchange.Decision.Refuse;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/**
 * A second opinion on canonical paths, written another way: it decodes the whole path as an
 * upstream would and looks at what comes out.
 */
final class PathOracle {
    private static final String PLAIN =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_~";
    private static final String ALLOWED = PLAIN + ".!$&'()*+,=:@%;/";

    private PathOracle() {}

    /** Holds whatever {@link CanonicalPath} makes of {@code raw} against S-24 and S-25. */
    static void judge(String raw, PathRules rules) {
        switch (CanonicalPath.of(raw, rules)) {
            case Proceed<String>(var path) -> judgeAccepted(raw, path, rules);
            case Refuse<String>(var rejection) -> {
                assertThat(rejection.code()).isEqualTo(RejectionCode.INVALID_PATH);
                assertThat(isCertainlyFine(raw)).describedAs(raw).isFalse();
            }
            case Decision<String> other -> throw new AssertionError(other);
        }
    }

    private static void judgeAccepted(String raw, String path, PathRules rules) {
        assertThat(CanonicalPath.of(path, rules)).isEqualTo(new Proceed<>(path));
        assertThat(path).startsWith("/").doesNotContain("//");
        assertThat(path.chars().allMatch(c -> ALLOWED.indexOf(c) >= 0)).describedAs(path).isTrue();
        assertThat(escapesAreUpperCase(path)).describedAs(path).isTrue();
        byte[] meaning = decode(raw);
        assertThat(decode(path)).isEqualTo(meaning);
        judgeDecoded(raw, text(meaning), rules);
        judgeReading(path, text(meaning));
    }

    /** Paths that an upstream reads alike have one reading here (S-23). */
    private static void judgeReading(String path, String decoded) {
        String read = CanonicalPath.asUpstreamReads(path);
        assertThat(read).startsWith("/").doesNotContain("//", "%2F", "%3A", "%40");
        if (!path.contains(";") && !path.contains("%2F")) {
            assertThat(text(decode(read))).isEqualTo(decoded);
            assertThat(CanonicalPath.asUpstreamReads(escaped(path))).isEqualTo(read);
        }
    }

    private static String escaped(String path) {
        StringBuilder escaped = new StringBuilder();
        for (int i = 0; i < path.length(); i++) {
            char c = path.charAt(i);
            escaped.append("!$&'()*+,=:@".indexOf(c) < 0 ? c : "%%%02X".formatted((int) c));
        }
        return escaped.toString();
    }

    private static void judgeDecoded(String raw, String decoded, PathRules rules) {
        assertThat(decoded.codePoints().noneMatch(Character::isISOControl)).isTrue();
        assertThat(decoded).doesNotContain("\\");
        assertThat(text(decode(decoded))).describedAs("decoded twice").isEqualTo(decoded);
        if (!rules.encodedSlash()) {
            assertThat(count(decoded, '/')).isEqualTo(count(raw, '/'));
        }
        if (!rules.parameters()) {
            assertThat(raw).doesNotContain(";");
        }
        for (String segment : decoded.split("/", -1)) {
            int parameters = segment.indexOf(';');
            assertThat(parameters < 0 ? segment : segment.substring(0, parameters))
                    .isNotIn(".", "..");
        }
    }

    /** Paths of plain names, which nothing may refuse. */
    private static boolean isCertainlyFine(String raw) {
        return raw.startsWith("/")
                && !raw.contains("//")
                && raw.chars().allMatch(c -> c == '/' || PLAIN.indexOf(c) >= 0);
    }

    private static boolean escapesAreUpperCase(String path) {
        for (int i = path.indexOf('%'); i >= 0; i = path.indexOf('%', i + 1)) {
            if (path.substring(i, i + 3).chars().anyMatch(c -> c >= 'a' && c <= 'z')) {
                return false;
            }
        }
        return true;
    }

    private static long count(String text, char wanted) {
        return text.chars().filter(c -> c == wanted).count();
    }

    /** Decodes what is an escape and leaves all else. */
    private static byte[] decode(String text) {
        byte[] octets = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream();
        for (int i = 0; i < octets.length; i++) {
            int high = i + 2 < octets.length ? Character.digit(octets[i + 1], 16) : -1;
            int low = i + 2 < octets.length ? Character.digit(octets[i + 2], 16) : -1;
            if (octets[i] == '%' && high >= 0 && low >= 0) {
                decoded.write(high * 16 + low);
                i += 2;
            } else {
                decoded.write(octets[i]);
            }
        }
        return decoded.toByteArray();
    }

    private static String text(byte[] octets) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(octets)).toString();
        } catch (CharacterCodingException illFormed) {
            throw new AssertionError("ill-formed UTF-8 was accepted", illFormed);
        }
    }
}
