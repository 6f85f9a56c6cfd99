package io.raygate.exchange;

/** Why a path or query was refused, for the log: the client only learns {@code invalid_path}. */
enum PathFault {
    NOT_ABSOLUTE("the target has no form that is served here"),
    BAD_ESCAPE("an escape is not two hexadecimal digits"),
    ESCAPED_CHARACTER("an escaped backslash or control"),
    DOUBLE_ESCAPE("an escape of an escape"),
    ILL_FORMED("the decoded path is not well-formed UTF-8"),
    RAW_CHARACTER("a character that must be escaped"),
    EMPTY_SEGMENT("an empty segment"),
    DOT_SEGMENT("a dot segment"),
    NOT_PERMITTED("an encoded slash or path parameters, which no route allows");

    private final String reason;

    PathFault(String reason) {
        this.reason = reason;
    }

    Rejection rejection() {
        return Rejection.of(RejectionCode.INVALID_PATH, reason);
    }

    <T> Decision<T> refuse() {
        return Decision.refuse(rejection());
    }
}
