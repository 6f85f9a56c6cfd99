package io.raygate.usage;

/**
 * Follows an event stream (WHATWG HTML, 9.2) byte by byte: where each event ends, and which words
 * stand in its data. It looks for words, not for JSON: enough to tell the many events that need not
 * be read.
 */
final class EventScan {
    private static final long USAGE = word("usage");
    private static final long CHOICES = word("choices");
    private static final long DELTA = word("delta");
    private static final int FIELD_LENGTH = "data:".length();

    /** How many bytes the line has, as far as that matters. */
    private int lineLength;

    private boolean afterReturn;
    private boolean between = true;
    private boolean inData;

    /** The bytes since the last quotation mark, as far as they fit. */
    private long word;

    private Choices choices = Choices.UNNAMED;
    private boolean usage;
    private boolean delta;

    /** What a byte is to its event. */
    enum Part {
        INSIDE,
        /** It is the last one. */
        END,
        /** The event had ended with a carriage return, and this line feed belongs to that. */
        END_TOO
    }

    private enum Choices {
        UNNAMED,
        NAMED,
        COLON,
        BRACKET,
        EMPTY,
        FULL
    }

    private static long word(String letters) {
        long word = 0;
        for (int i = 0; i < letters.length(); i++) {
            word = word << 8 | letters.charAt(i);
        }
        return word;
    }

    Part take(byte octet) {
        if (octet == '\n' && afterReturn) {
            afterReturn = false;
            return between ? Part.END_TOO : Part.INSIDE;
        }
        if (between) {
            begin();
        }
        if (octet == '\n' || octet == '\r') {
            afterReturn = octet == '\r';
            between = lineLength == 0;
            lineLength = 0;
            return between ? Part.END : Part.INSIDE;
        }
        afterReturn = false;
        if (lineLength < FIELD_LENGTH) {
            // No other field has a name that begins so.
            inData = lineLength == 0 ? octet == 'd' : inData;
            lineLength++;
        } else if (inData) {
            look(octet);
        }
        return Part.INSIDE;
    }

    /** Passes bytes that can only be inside of an event; the place of the first that may not. */
    int skip(byte[] bytes, int from, int to) {
        boolean pending = choices != Choices.UNNAMED && choices.compareTo(Choices.EMPTY) < 0;
        if (!inData || lineLength < FIELD_LENGTH || pending) {
            return from;
        }
        int at = from;
        long seen = word;
        for (; at < to; at++) {
            int octet = bytes[at] & 0xff;
            if (octet == '"') {
                if (seen == USAGE || seen == CHOICES || seen == DELTA) {
                    break;
                }
                seen = 0;
            } else if (octet >= ' ') {
                seen = seen << 8 | octet;
            } else {
                break;
            }
        }
        word = seen;
        return at;
    }

    private void begin() {
        between = false;
        choices = Choices.UNNAMED;
        usage = false;
        delta = false;
        word = 0;
    }

    private void look(byte octet) {
        if (octet == '"') {
            usage |= word == USAGE;
            delta |= word == DELTA;
            if (choices.compareTo(Choices.EMPTY) < 0) {
                choices = word == CHOICES ? Choices.NAMED : afterName('"');
            }
            word = 0;
        } else {
            word = word << 8 | (octet & 0xff);
            if (choices != Choices.UNNAMED && (octet & 0xff) > ' ') {
                choices = afterName(octet);
            }
        }
    }

    /** What follows a name tells whether it is one, and whether the list has anything in it. */
    private Choices afterName(int octet) {
        return switch (choices) {
            case NAMED -> octet == ':' ? Choices.COLON : Choices.UNNAMED;
            case COLON -> octet == '[' ? Choices.BRACKET : Choices.UNNAMED;
            case BRACKET -> octet == ']' ? Choices.EMPTY : Choices.FULL;
            case UNNAMED, EMPTY, FULL -> choices;
        };
    }

    /** Whether the event under way, or the one that has just ended, names a usage. */
    boolean hasUsage() {
        return usage;
    }

    /** Whether there is a list of choices in it with something in it. */
    boolean hasChoices() {
        return choices == Choices.FULL;
    }

    /**
     * Whether it brings a piece of content: a chunk with choices, or a delta of the responses API.
     */
    boolean isPiece() {
        return choices == Choices.FULL || (choices == Choices.UNNAMED && delta);
    }
}
