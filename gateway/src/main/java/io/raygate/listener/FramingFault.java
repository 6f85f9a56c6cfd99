package io.raygate.listener;

import io.raygate.exchange.RejectionCode;
import java.util.Locale;

/** Every way in which the bytes of an HTTP/1 request can be wrong (S-02 to S-08, S-15). */
enum FramingFault {
    LATE_HEAD(RejectionCode.CLIENT_TOO_SLOW),
    JUNK_BEFORE_REQUEST(RejectionCode.MALFORMED_REQUEST),
    BAD_REQUEST_LINE(RejectionCode.MALFORMED_REQUEST),
    REQUEST_LINE_TOO_LONG(RejectionCode.URI_TOO_LONG),
    UNKNOWN_VERSION(RejectionCode.VERSION_NOT_SUPPORTED),
    BARE_LINE_END(RejectionCode.MALFORMED_REQUEST),
    FOLDED_FIELD(RejectionCode.MALFORMED_REQUEST),
    BAD_FIELD_NAME(RejectionCode.MALFORMED_REQUEST),
    BAD_FIELD_VALUE(RejectionCode.MALFORMED_REQUEST),
    FIELD_TOO_LARGE(RejectionCode.HEADERS_TOO_LARGE),
    FIELDS_TOO_LARGE(RejectionCode.HEADERS_TOO_LARGE),
    TOO_MANY_FIELDS(RejectionCode.HEADERS_TOO_LARGE),
    BAD_CONTENT_LENGTH(RejectionCode.MALFORMED_REQUEST),
    BAD_TRANSFER_ENCODING(RejectionCode.MALFORMED_REQUEST),
    TWO_FRAMINGS(RejectionCode.MALFORMED_REQUEST),
    BAD_CHUNK_SIZE(RejectionCode.INVALID_BODY),
    BAD_CHUNK_EXTENSION(RejectionCode.INVALID_BODY),
    CHUNK_LINE_TOO_LONG(RejectionCode.INVALID_BODY),
    CHUNK_EXTENSIONS_TOO_LARGE(RejectionCode.INVALID_BODY),
    BAD_CHUNK_END(RejectionCode.INVALID_BODY),
    BAD_TRAILER(RejectionCode.INVALID_BODY),
    TRAILERS_TOO_LARGE(RejectionCode.INVALID_BODY);

    private final RejectionCode code;
    private final String word;

    FramingFault(RejectionCode code) {
        this.code = code;
        this.word = name().toLowerCase(Locale.ROOT);
    }

    /** What the client is told. */
    RejectionCode code() {
        return code;
    }

    /** For log and metrics, from this fixed set. */
    String word() {
        return word;
    }
}
