package io.raygate.cli;

/** Ends a command with a message for people and a code for scripts. */
public final class CommandFailure extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int exitCode;

    public CommandFailure(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    public int exitCode() {
        return exitCode;
    }

    /** As every command says it. */
    public String line() {
        return "raygate: " + getMessage();
    }
}
