package io.raygate.listener;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.raygate.exchange.Octets;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Reads the head of a request, line by line as they come, and refuses at the first wrong byte (S-05
 * to S-07).
 */
final class HeadReader {
    private final HeadLimits limits;
    private final LineReader lines;
    private final Supplier<HttpHeaders> headers;
    private final RequestLine requestLine = new RequestLine();
    private final FieldLine field = new FieldLine();
    private final BodyFraming framing = new BodyFraming();
    private @Nullable HttpRequest request;
    private boolean skipped;
    private boolean complete;
    private int fields;
    private int octets;

    HeadReader(HeadLimits limits, LineReader lines, Supplier<HttpHeaders> headers) {
        this.limits = limits;
        this.lines = lines;
        this.headers = headers;
    }

    /** Forgets the head, ready for the next. */
    void reset() {
        request = null;
        skipped = false;
        complete = false;
        fields = 0;
        octets = 0;
        framing.reset();
    }

    /** The request, once {@link #isComplete()}. */
    @Nullable HttpRequest request() {
        return request;
    }

    boolean isComplete() {
        return complete;
    }

    BodyFraming framing() {
        return framing;
    }

    /** Reads on until the head is complete or more bytes are needed; null is good. */
    @Nullable FramingFault read(ByteBuf in) {
        FramingFault fault = null;
        while (fault == null && !complete && in.isReadable()) {
            int before = in.readerIndex();
            fault = request == null ? first(in) : next(in);
            if (before == in.readerIndex()) {
                break;
            }
        }
        return fault;
    }

    /** The request line, or the one empty line that may stand before it (S-05). */
    private @Nullable FramingFault first(ByteBuf in) {
        byte octet = in.getByte(in.readerIndex());
        if (!Octets.isToken(octet) && (skipped || octet != '\r')) {
            return FramingFault.JUNK_BEFORE_REQUEST;
        }
        int length = lines.read(in, limits.requestLine());
        if (length < 0) {
            return fault(length, FramingFault.REQUEST_LINE_TOO_LONG);
        }
        if (length == 0) {
            skipped = true;
            return null;
        }
        var fault = requestLine.parse(lines.octets(), length);
        if (fault == null) {
            request =
                    new DefaultHttpRequest(
                            requestLine.version(),
                            requestLine.method(),
                            requestLine.target(),
                            headers.get());
        }
        return fault;
    }

    private @Nullable FramingFault next(ByteBuf in) {
        int length = lines.read(in, limits.field());
        if (length < 0) {
            return fault(length, FramingFault.FIELD_TOO_LARGE);
        }
        if (length == 0) {
            complete = true;
            return framing.judge(requestLine.version());
        }
        octets += length + 2;
        if (octets > limits.fields()) {
            return FramingFault.FIELDS_TOO_LARGE;
        }
        if (++fields > limits.fieldCount()) {
            return FramingFault.TOO_MANY_FIELDS;
        }
        return add(length);
    }

    private @Nullable FramingFault add(int length) {
        var fault = field.parse(lines.octets(), length);
        if (fault == null) {
            fault = framing.note(field);
        }
        var current = request;
        if (fault == null && current != null) {
            current.headers().add(field.name(), field.value());
        }
        return fault;
    }

    private static @Nullable FramingFault fault(int outcome, FramingFault tooLong) {
        return switch (outcome) {
            case LineReader.TOO_LONG -> tooLong;
            case LineReader.BARE -> FramingFault.BARE_LINE_END;
            default -> null;
        };
    }
}
