package io.raygate.exchange;

/** How an exchange ended, as the log and the metrics call it. */
public enum Outcome {
    OK("ok"),
    REJECTED("rejected"),
    FAILED("failed"),
    /** Ended by the gateway since a limit was used up, with a last event that says so. */
    CUT("cut"),
    CLIENT_GONE("client_gone");

    private final String word;

    Outcome(String word) {
        this.word = word;
    }

    public String word() {
        return word;
    }
}
