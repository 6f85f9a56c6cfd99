package io.raygate.config;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Turns the bytes of a file into text, or says where they are not text. */
final class SourceText {

    private SourceText() {}

    /**
     * The text without a byte order mark, or null and a fault at the first byte or character that
     * does not fit.
     */
    static @Nullable String decode(Path file, byte[] bytes, Reading reading) {
        CharBuffer out = CharBuffer.allocate(bytes.length);
        boolean wellFormed =
                !StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(bytes), out, true)
                        .isError();
        String all = out.flip().toString();
        String text = all.startsWith("\uFEFF") ? all.substring(1) : all;
        int readable = firstUnreadable(text);
        if (readable < text.length()) {
            String code = "U+%04X".formatted(text.codePointAt(readable));
            reading.fault(
                    at(file, text, readable), "", "holds the character " + code, "allowed: text");
            return null;
        }
        if (!wellFormed) {
            reading.fault(at(file, text, readable), "", "is not UTF-8", "allowed: UTF-8 text");
            return null;
        }
        return text;
    }

    /** YAML 1.2.2 section 5.1: the characters that a document may hold. */
    private static int firstUnreadable(String text) {
        int i = 0;
        while (i < text.length()) {
            int c = text.codePointAt(i);
            boolean printable =
                    c >= 0x20
                            ? !(c >= 0x7F && c <= 0x9F && c != 0x85)
                                    && c != 0xFFFE
                                    && c != 0xFFFF
                                    && c != 0xFEFF
                            : c == '\t' || c == '\n' || c == '\r';
            if (!printable) {
                return i;
            }
            i += Character.charCount(c);
        }
        return i;
    }

    private static Position at(Path file, String text, int index) {
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < index; i++) {
            boolean ends =
                    text.charAt(i) == '\n'
                            || (text.charAt(i) == '\r'
                                    && (i + 1 == text.length() || text.charAt(i + 1) != '\n'));
            if (ends) {
                line++;
                lineStart = i + 1;
            }
        }
        return new Position(file, line, text.codePointCount(lineStart, index) + 1);
    }
}
