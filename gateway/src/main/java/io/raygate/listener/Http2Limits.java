package io.raygate.listener;

/**
 * Bounds of one HTTP/2 connection (S-16 to S-21).
 *
 * @param streams open at once; one counts until its upstream work has ended (S-19)
 * @param streamWindow bytes
 * @param connectionWindow bytes
 * @param headerTable bytes of HPACK's dynamic table
 * @param headerList bytes of a request's fields
 * @param continuations CONTINUATION frames behind one HEADERS
 * @param resets in 30 s, by the client or provoked by it
 */
public record Http2Limits(
        int streams,
        int streamWindow,
        int connectionWindow,
        int headerTable,
        int headerList,
        int continuations,
        int resets) {

    /** Security.md, section 21. */
    public static final Http2Limits DEFAULT =
            new Http2Limits(100, 64 * 1024, 1024 * 1024, 4 * 1024, 32 * 1024, 16, 200);
}
