package io.raygate.cli;

/** How every command tells a script what happened. */
public final class ExitCode {
    public static final int DONE = 0;
    public static final int FAILED = 1;
    public static final int USAGE = 2;
    public static final int INVALID_CONFIGURATION = 3;
    public static final int UNREACHABLE = 4;
    public static final int NOT_ALLOWED = 5;
    public static final int NOT_FOUND = 6;
    public static final int CONFLICT = 7;

    private ExitCode() {}
}
