package io.raygate.listener;

/**
 * How large the parts of an HTTP/1 message may be, bodies aside; bytes unless said.
 *
 * @param requestLine without its line end
 * @param field one field line without its line end
 * @param fields all field lines of a head together
 * @param fieldCount field lines of a head
 * @param chunkLine a chunk's size with its extensions
 * @param chunkExtensions all extensions of one message
 * @param trailers all trailers of one message
 * @param trailerCount trailer lines of one message
 */
public record HeadLimits(
        int requestLine,
        int field,
        int fields,
        int fieldCount,
        int chunkLine,
        int chunkExtensions,
        int trailers,
        int trailerCount) {

    /** Security.md, section 21. */
    public static final HeadLimits DEFAULT =
            new HeadLimits(8 * 1024, 16 * 1024, 32 * 1024, 100, 256, 16 * 1024, 4 * 1024, 32);

    /** The longest line that is ever looked at. */
    int line() {
        return Math.max(Math.max(requestLine, field), Math.max(chunkLine, trailers));
    }
}
