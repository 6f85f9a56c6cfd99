package io.raygate.forward;

import io.netty.util.AsciiString;

/** The field names that the forwarder itself sets or looks for; fields live in arrays, not maps. */
final class Names {
    static final AsciiString ALT_SVC = AsciiString.cached("alt-svc");
    static final AsciiString APPLICATION = AsciiString.cached("application");
    static final AsciiString BAGGAGE = AsciiString.cached("baggage");
    static final AsciiString CONNECTION = AsciiString.cached("connection");
    static final AsciiString CONTENT_LENGTH = AsciiString.cached("content-length");
    static final AsciiString CONTENT_TYPE = AsciiString.cached("content-type");
    static final AsciiString COOKIE = AsciiString.cached("cookie");
    static final AsciiString FORWARDED = AsciiString.cached("forwarded");
    static final AsciiString GRPC_MESSAGE = AsciiString.cached("grpc-message");
    static final AsciiString GRPC_STATUS = AsciiString.cached("grpc-status");
    static final AsciiString HOST = AsciiString.cached("host");
    static final AsciiString IDEMPOTENCY_KEY = AsciiString.cached("idempotency-key");
    static final AsciiString LOCATION = AsciiString.cached("location");
    static final AsciiString REQUEST_TIMEOUT = AsciiString.cached("x-request-timeout-seconds");
    static final AsciiString RETRY_AFTER = AsciiString.cached("retry-after");
    static final AsciiString SET_COOKIE = AsciiString.cached("set-cookie");
    static final AsciiString TE = AsciiString.cached("te");
    static final AsciiString TRACEPARENT = AsciiString.cached("traceparent");
    static final AsciiString TRACESTATE = AsciiString.cached("tracestate");
    static final AsciiString TRAILERS = AsciiString.cached("trailers");
    static final AsciiString VIA = AsciiString.cached("via");
    static final AsciiString X_FORWARDED_FOR = AsciiString.cached("x-forwarded-for");
    static final AsciiString X_FORWARDED_HOST = AsciiString.cached("x-forwarded-host");
    static final AsciiString X_FORWARDED_PROTO = AsciiString.cached("x-forwarded-proto");
    static final AsciiString X_REQUEST_ID = AsciiString.cached("x-request-id");

    private Names() {}

    static boolean are(CharSequence one, CharSequence other) {
        return AsciiString.contentEqualsIgnoreCase(one, other);
    }

    /** Whether the name begins with a prefix in lower case. */
    static boolean begin(CharSequence name, CharSequence prefix) {
        return name.length() >= prefix.length()
                && AsciiString.regionMatches(name, true, 0, prefix, 0, prefix.length());
    }

    /** Whether the collection, mostly empty and never large, has the name. */
    static boolean in(Iterable<String> names, CharSequence name) {
        for (String each : names) {
            if (are(each, name)) {
                return true;
            }
        }
        return false;
    }
}
