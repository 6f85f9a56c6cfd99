package io.raygate.usage;

import java.nio.charset.StandardCharsets;

/**
 * Walks through one JSON document byte by byte and keeps nothing of it but the last short word, so
 * that a document of any size, cut anywhere, costs the same memory. Told are the members of those
 * objects and lists alone that the visitor has entered. It holds the document to its structure, not
 * to each letter of RFC 8259: whoever wants a value judges it.
 */
final class JsonScan {
    /** As many as a long has bits. */
    private static final int DEEPEST = 64;

    /** No name or number that anyone asks for is longer. */
    private static final int LONGEST_WORD = 32;

    private final Visitor visitor;
    private final byte[] word = new byte[LONGEST_WORD];
    private int wordLength;
    private String name = "";
    private State state = State.VALUE;
    private boolean inName;
    private int depth;
    private int entered;

    /** A bit for each open container, the innermost last: whether it is a list. */
    private long lists;

    /** Who is told what the document holds. The name in a list, and of the whole, is empty. */
    interface Visitor {
        /** An object or a list begins; whether what it holds should be told, too. */
        boolean enters(String name, boolean list);

        /** The innermost of those entered ends. */
        void leaves();

        /** A number or a literal, letter by letter as far as a word is kept. */
        void scalar(String name, String text);

        void string(String name);
    }

    private enum State {
        VALUE,
        VALUE_OR_END,
        NAME,
        NAME_OR_END,
        COLON,
        COMMA_OR_END,
        STRING,
        ESCAPE,
        SCALAR,
        WHOLE,
        BROKEN
    }

    JsonScan(Visitor visitor) {
        this.visitor = visitor;
    }

    /** Whether the document was complete and nothing came after it. */
    boolean isWhole() {
        return state == State.WHOLE;
    }

    /** Whether these bytes are no JSON, or deeper than anyone writes. */
    boolean isBroken() {
        return state == State.BROKEN;
    }

    void take(byte octet) {
        switch (state) {
            case STRING -> inString(octet);
            case ESCAPE -> state = State.STRING;
            case SCALAR -> {
                if (isOfScalar(octet)) {
                    keep(octet);
                } else {
                    endScalar();
                    between(octet);
                }
            }
            case BROKEN -> {}
            default -> between(octet);
        }
    }

    /** Passes bytes that change nothing; the place of the first that may. */
    int skip(byte[] bytes, int from, int to) {
        int at = from;
        if (state == State.STRING && !(inName && isTold())) {
            while (at < to && isPlain(bytes[at])) {
                at++;
            }
        } else if (state == State.SCALAR && !isTold()) {
            while (at < to && isOfScalar(bytes[at])) {
                at++;
            }
        }
        return at;
    }

    private void between(byte octet) {
        switch (octet) {
            case ' ', '\t', '\n', '\r' -> {}
            case '{', '[' -> open(octet == '[');
            case '}', ']' -> close(octet == ']');
            case '"' -> beginString();
            case ':' -> step(state == State.COLON, State.VALUE);
            case ',' -> step(state == State.COMMA_OR_END, inList() ? State.VALUE : State.NAME);
            default -> {
                step(expectsValue() && isOfScalar(octet), State.SCALAR);
                wordLength = 0;
                keep(octet);
            }
        }
    }

    private void step(boolean good, State next) {
        state = good ? next : State.BROKEN;
    }

    private boolean expectsValue() {
        return state == State.VALUE || state == State.VALUE_OR_END;
    }

    private boolean inList() {
        return (lists & 1) != 0;
    }

    /** Whether the visitor has entered what the scan is in. */
    private boolean isTold() {
        return depth == entered;
    }

    private void open(boolean list) {
        if (!expectsValue() || depth == DEEPEST) {
            state = State.BROKEN;
            return;
        }
        boolean enters = isTold() && visitor.enters(name, list);
        depth++;
        lists = lists << 1 | (list ? 1 : 0);
        if (enters) {
            entered++;
            name = "";
        }
        state = list ? State.VALUE_OR_END : State.NAME_OR_END;
    }

    private void close(boolean list) {
        State empty = list ? State.VALUE_OR_END : State.NAME_OR_END;
        if (depth == 0 || list != inList() || (state != State.COMMA_OR_END && state != empty)) {
            state = State.BROKEN;
            return;
        }
        if (isTold()) {
            entered--;
            visitor.leaves();
        }
        depth--;
        lists >>>= 1;
        endValue();
    }

    private void endValue() {
        if (isTold() && inList()) {
            name = "";
        }
        state = depth == 0 ? State.WHOLE : State.COMMA_OR_END;
    }

    private void beginString() {
        inName = state == State.NAME || state == State.NAME_OR_END;
        step(inName || expectsValue(), State.STRING);
        wordLength = 0;
    }

    private void inString(byte octet) {
        if (octet == '"') {
            endString();
        } else if (octet == '\\') {
            // No name that is looked for is written so; it could only hide one that comes twice.
            step(!inName || !isTold(), State.ESCAPE);
        } else if (!isPlain(octet)) {
            state = State.BROKEN;
        } else if (inName) {
            keep(octet);
        }
    }

    private static boolean isPlain(byte octet) {
        return octet < 0 || (octet >= ' ' && octet != '"' && octet != '\\');
    }

    private void endString() {
        if (inName) {
            name = isTold() ? word() : name;
            state = State.COLON;
        } else {
            if (isTold()) {
                visitor.string(name);
            }
            endValue();
        }
    }

    private void endScalar() {
        if (isTold()) {
            visitor.scalar(name, word());
        }
        endValue();
    }

    private void keep(byte octet) {
        if (wordLength < LONGEST_WORD) {
            word[wordLength++] = octet;
        }
    }

    private String word() {
        return new String(word, 0, wordLength, StandardCharsets.ISO_8859_1);
    }

    private static boolean isOfScalar(byte octet) {
        return (octet >= '0' && octet <= '9')
                || (octet >= 'a' && octet <= 'z')
                || octet == '-'
                || octet == '+'
                || octet == '.'
                || octet == 'E';
    }
}
