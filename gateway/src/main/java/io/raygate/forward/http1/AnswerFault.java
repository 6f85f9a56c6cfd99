package io.raygate.forward.http1;

/** Why bytes of an upstream are not an acceptable answer. */
public enum AnswerFault {
    /**
     * Not well-formed HTTP/1.x, or framed in a way that two readers could understand differently.
     */
    MALFORMED,
    /** More bytes or fields in a head, or in trailers, than allowed. */
    HEAD_TOO_LARGE,
    /** More interim answers than allowed (S-38). */
    TOO_MANY_INTERIM,
    /** 101 that was not asked for. */
    UNASKED_UPGRADE,
    /** The connection ended in the middle of the answer. */
    TRUNCATED
}
