package io.raygate.listener;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Turns bytes into the requests of one HTTP/1 connection, strictly (S-02 to S-08): what is not a
 * request to the letter of RFC 9112, in the subset that the specification allows, is a fault, after
 * which nothing can be read. It stops behind each request until it is told to go on, so that at
 * most one is in work (S-11).
 */
final class RequestReader {
    private final HeadReader head;
    private final FixedBody fixed = new FixedBody();
    private final ChunkedBody chunked;
    private @Nullable BodyReader body;

    /**
     * @param line scratch of at least {@link HeadLimits#line()} bytes, shared by an event loop
     * @param headers makes the map that a request keeps its fields in
     */
    RequestReader(HeadLimits limits, byte[] line, Supplier<HttpHeaders> headers) {
        var lines = new LineReader(line);
        head = new HeadReader(limits, lines, headers);
        chunked = new ChunkedBody(limits, lines);
    }

    /** Whether the request is read to its end; {@link #next()} lets the following one come. */
    boolean isComplete() {
        return head.isComplete() && (body == null || body.isComplete());
    }

    boolean isHeadComplete() {
        return head.isComplete();
    }

    /** What the head said about body and connection; valid once the head is complete. */
    BodyFraming framing() {
        return head.framing();
    }

    /** Bytes of the body that are known to be still to come; 0 where that is not known. */
    long left() {
        return body instanceof FixedBody ? fixed.left() : 0;
    }

    /** Lets the next request come. */
    void next() {
        head.reset();
        body = null;
    }

    /** Reads on, at most to the end of the request, and adds its parts to {@code out}. */
    @Nullable FramingFault read(ByteBuf in, List<Object> out) {
        if (!head.isComplete()) {
            var fault = head.read(in);
            if (fault != null || !head.isComplete()) {
                return fault;
            }
            begin(out);
        }
        return body == null || body.isComplete() ? null : body.read(in, out);
    }

    private void begin(List<Object> out) {
        out.add(java.util.Objects.requireNonNull(head.request()));
        var framing = head.framing();
        if (framing.isChunked()) {
            body = chunked.begin();
        } else if (framing.length() > 0) {
            body = fixed.begin(framing.length());
        } else {
            out.add(LastHttpContent.EMPTY_LAST_CONTENT);
        }
    }
}
