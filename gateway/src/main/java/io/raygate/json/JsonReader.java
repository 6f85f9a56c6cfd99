package io.raygate.json;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads one JSON object or array and nothing else, as S-45 demands: RFC 8259 to the letter,
 * well-formed UTF-8 without byte order mark, no name twice at any depth (compared after
 * unescaping), no lone surrogate, no trailing bytes, and bounds on depth, members and numbers.
 */
public final class JsonReader {
    private static final int DEPTH = 16;
    private static final int NUMBER_LENGTH = 32;

    private final String text;
    private final int members;
    private int at;

    /** A name that came twice: the one fault that has a place of its own in the document. */
    private @Nullable Repeated repeated;

    /** What bytes were read as. */
    public sealed interface Result {}

    /** The one object. */
    public record Read(Json.Members object) implements Result {}

    /**
     * Another thing than one strict object.
     *
     * @param pointer where (RFC 6901)
     */
    public record Fault(String pointer, String detail) implements Result {}

    /** A place in the document, from the inside out. */
    private record Repeated(String pointer) {
        Repeated within(String step) {
            return new Repeated(JsonPointer.step(step) + pointer);
        }
    }

    private JsonReader(String text, int members) {
        this.text = text;
        this.members = members;
    }

    /**
     * The object that these bytes write, or null if they are anything else.
     *
     * @param members how many an object or array may have
     */
    public static Json.@Nullable Members object(byte[] utf8, int members) {
        String text = decode(utf8);
        return text == null ? null : new JsonReader(text, members).whole();
    }

    /** The same of an array. */
    public static Json.@Nullable Items items(byte[] utf8, int members) {
        String text = decode(utf8);
        return text != null && new JsonReader(text, members).document() instanceof Json.Items items
                ? items
                : null;
    }

    /** The same for a caller who wants to know what is wrong. */
    public static Result read(byte[] utf8, int members) {
        String text = decode(utf8);
        if (text == null) {
            return new Fault("", "is not UTF-8");
        }
        JsonReader reader = new JsonReader(text, members);
        Json.Members whole = reader.whole();
        if (whole != null) {
            return new Read(whole);
        }
        return reader.repeated == null
                ? new Fault(
                        "",
                        "is not one JSON object within bounds: see character " + (reader.at + 1))
                : new Fault(reader.repeated.pointer(), "is there twice");
    }

    private Json.@Nullable Members whole() {
        skipBlanks();
        return peek() == '{' && document() instanceof Json.Members object ? object : null;
    }

    private @Nullable Json document() {
        skipBlanks();
        Json value =
                switch (peek()) {
                    case '{' -> object(1);
                    case '[' -> array(1);
                    default -> null;
                };
        skipBlanks();
        return at == text.length() ? value : null;
    }

    private static @Nullable String decode(byte[] utf8) {
        CharsetDecoder decoder =
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        CharBuffer chars = CharBuffer.allocate(utf8.length);
        boolean good = !decoder.decode(ByteBuffer.wrap(utf8), chars, true).isError();
        return good ? chars.flip().toString() : null;
    }

    private @Nullable Json value(int depth) {
        return switch (peek()) {
            case '{' -> depth > DEPTH ? null : object(depth);
            case '[' -> depth > DEPTH ? null : array(depth);
            case '"' -> {
                String string = string();
                yield string == null ? null : new Json.Text(string);
            }
            case 't' -> literal("true", new Json.Truth(true));
            case 'f' -> literal("false", new Json.Truth(false));
            case 'n' -> literal("null", new Json.Nothing());
            default -> number();
        };
    }

    private @Nullable Json object(int depth) {
        Map<String, Json> values = new HashMap<>();
        at++;
        skipBlanks();
        if (take('}')) {
            return new Json.Members(values);
        }
        do {
            skipBlanks();
            String name = peek() == '"' ? string() : null;
            skipBlanks();
            Json value = name != null && take(':') ? element(depth) : null;
            if (name == null || value == null) {
                within(name);
                return null;
            }
            if (values.put(name, value) != null) {
                repeated = new Repeated(JsonPointer.step(name));
                return null;
            }
        } while (take(',') && values.size() < members);
        return take('}') ? new Json.Members(values) : null;
    }

    private @Nullable Json array(int depth) {
        List<Json> values = new ArrayList<>();
        at++;
        skipBlanks();
        if (take(']')) {
            return new Json.Items(values);
        }
        do {
            Json value = element(depth);
            if (value == null) {
                within(Integer.toString(values.size()));
                return null;
            }
            values.add(value);
        } while (take(',') && values.size() < members);
        return take(']') ? new Json.Items(values) : null;
    }

    /** The fault lies in the member or item of this name. */
    private void within(@Nullable String step) {
        if (repeated != null && step != null) {
            repeated = repeated.within(step);
        }
    }

    /** A value within its container, with the blanks around it. */
    private @Nullable Json element(int depth) {
        skipBlanks();
        Json value = value(depth + 1);
        skipBlanks();
        return value;
    }

    private @Nullable Json literal(String word, Json value) {
        if (!text.startsWith(word, at)) {
            return null;
        }
        at += word.length();
        return value;
    }

    private @Nullable Json number() {
        int start = at;
        take('-');
        boolean good = take('0') || digits();
        if (good && take('.')) {
            good = digits();
        }
        if (good && (take('e') || take('E'))) {
            if (!take('+')) {
                take('-');
            }
            good = digits();
        }
        return good && at - start <= NUMBER_LENGTH
                ? new Json.Numeral(Double.parseDouble(text.substring(start, at)))
                : null;
    }

    private boolean digits() {
        int start = at;
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
        return at > start;
    }

    private @Nullable String string() {
        int start = ++at;
        while (isPlain(peek())) {
            at++;
        }
        if (take('"')) {
            return text.substring(start, at - 1);
        }
        StringBuilder value = new StringBuilder().append(text, start, at);
        while (at < text.length()) {
            char c = text.charAt(at++);
            if (c == '"') {
                return isPaired(value) ? value.toString() : null;
            }
            int read = c == '\\' ? escape() : c < ' ' ? -1 : c;
            if (read < 0) {
                return null;
            }
            value.append((char) read);
        }
        return null;
    }

    /** The character behind a backslash, or -1. */
    private int escape() {
        char c = peek();
        at++;
        return switch (c) {
            case '"', '\\', '/' -> c;
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'u' -> hex();
            default -> -1;
        };
    }

    private int hex() {
        int value = 0;
        for (int i = 0; i < 4; i++) {
            int digit = peek() < 0x80 ? Character.digit(peek(), 16) : -1;
            if (digit < 0) {
                return -1;
            }
            value = value << 4 | digit;
            at++;
        }
        return value;
    }

    /** Whether every surrogate has its other half: a lone one is no text. */
    private static boolean isPaired(CharSequence value) {
        for (int i = 0; i < value.length(); i++) {
            if (Character.isSurrogate(value.charAt(i))) {
                boolean pair =
                        i + 1 < value.length()
                                && Character.isSurrogatePair(value.charAt(i), value.charAt(i + 1));
                if (!pair) {
                    return false;
                }
                i++;
            }
        }
        return true;
    }

    private static boolean isPlain(char c) {
        return c != '"' && c != '\\' && c >= ' ';
    }

    private void skipBlanks() {
        while (peek() == ' ' || peek() == '\t' || peek() == '\n' || peek() == '\r') {
            at++;
        }
    }

    private boolean take(char c) {
        if (peek() != c) {
            return false;
        }
        at++;
        return true;
    }

    /** The next character; NUL, which no production takes, stands for the end. */
    private char peek() {
        return at < text.length() ? text.charAt(at) : 0;
    }
}
