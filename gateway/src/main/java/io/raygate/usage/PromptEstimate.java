package io.raygate.usage;

/**
 * How many tokens a prompt has, roughly: its texts at four characters a token, as OpenAI's own rule
 * of thumb has it, four more for each message, and for what is no text, as a picture in base64, a
 * flat number. It only has to be near: what the upstream says at the end takes its place.
 */
final class PromptEstimate {
    private static final int CHARACTERS_A_TOKEN = 4;
    private static final int TOKENS_A_MESSAGE = 4;
    private static final int TOKENS_OF_DATA = 1_000;

    /** No text is so long without a space; base64 is. */
    private static final int LONGEST_WORD = 1_024;

    private long characters;
    private long flat;

    void message() {
        flat += TOKENS_A_MESSAGE;
    }

    void number() {
        flat++;
    }

    void text(char[] text, int from, int length) {
        if (isData(text, from, length)) {
            flat += TOKENS_OF_DATA;
        } else {
            characters += length;
        }
    }

    private static boolean isData(char[] text, int from, int length) {
        if (length <= LONGEST_WORD) {
            return false;
        }
        for (int i = from; i < from + LONGEST_WORD; i++) {
            if (text[i] <= ' ' || text[i] >= 127) {
                return false;
            }
        }
        return true;
    }

    long tokens() {
        return Math.ceilDiv(characters, CHARACTERS_A_TOKEN) + flat;
    }
}
