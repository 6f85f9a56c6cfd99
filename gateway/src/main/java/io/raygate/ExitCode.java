package io.raygate;

/** How every command tells a script what happened. */
final class ExitCode {
    static final int DONE = 0;
    static final int FAILED = 1;
    static final int USAGE = 2;
    static final int INVALID_CONFIGURATION = 3;

    private ExitCode() {}
}
