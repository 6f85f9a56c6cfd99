package io.raygate.usage;

/**
 * How many tokens a prompt has, roughly: its texts at four bytes of UTF-8 a token, near OpenAI's
 * own rule of thumb and for most scripts, four more for each message, and for what is no text, as a
 * picture in base64, a flat number. It only has to be near: what the upstream says at the end takes
 * its place.
 */
final class PromptEstimate {
    private static final int BYTES_A_TOKEN = 4;
    private static final int TOKENS_A_MESSAGE = 4;
    private static final int TOKENS_OF_DATA = 1_000;

    /** No text is so long without a space; base64 is. */
    private static final int LONGEST_WORD = 1_024;

    private long bytes;
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
            bytes += bytes(text, from, from + length);
        }
    }

    private static long bytes(char[] text, int from, int to) {
        long more = 0;
        for (int i = from; i < to; i++) {
            char c = text[i];
            more += c < 0x80 ? 0 : c < 0x800 || Character.isSurrogate(c) ? 1 : 2;
        }
        return to - from + more;
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
        return Math.ceilDiv(bytes, BYTES_A_TOKEN) + flat;
    }
}
