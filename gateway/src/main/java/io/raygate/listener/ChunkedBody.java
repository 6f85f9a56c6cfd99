package io.raygate.listener;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.LastHttpContent;
import io.raygate.exchange.ChunkLine;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body in chunks, with trailers that are checked and dropped (S-08, S-15; RFC 9112, 7.1). */
final class ChunkedBody implements BodyReader {
    private enum Part {
        SIZE,
        DATA,
        END,
        TRAILERS,
        DONE
    }

    private final HeadLimits limits;
    private final LineReader lines;
    private final FieldLine trailer = new FieldLine();
    private Part part = Part.DONE;
    private long left;
    private int extensions;
    private int trailerOctets;
    private int trailers;

    ChunkedBody(HeadLimits limits, LineReader lines) {
        this.limits = limits;
        this.lines = lines;
    }

    ChunkedBody begin() {
        part = Part.SIZE;
        extensions = 0;
        trailerOctets = 0;
        trailers = 0;
        return this;
    }

    @Override
    public boolean isComplete() {
        return part == Part.DONE;
    }

    @Override
    public @Nullable FramingFault read(ByteBuf in, List<Object> out) {
        FramingFault fault = null;
        while (fault == null && part != Part.DONE && in.isReadable()) {
            int before = in.readerIndex();
            fault = step(in, out);
            if (before == in.readerIndex()) {
                break;
            }
        }
        return fault;
    }

    private @Nullable FramingFault step(ByteBuf in, List<Object> out) {
        return switch (part) {
            case SIZE -> size(in);
            case DATA -> data(in, out);
            case END -> end(in);
            case TRAILERS -> trailer(in, out);
            case DONE -> null;
        };
    }

    private @Nullable FramingFault size(ByteBuf in) {
        int length = lines.read(in, limits.chunkLine());
        if (length < 0) {
            return lineFault(length, FramingFault.CHUNK_LINE_TOO_LONG);
        }
        left = ChunkLine.size(lines.octets(), length);
        if (left < 0) {
            return left == ChunkLine.BAD_SIZE
                    ? FramingFault.BAD_CHUNK_SIZE
                    : FramingFault.BAD_CHUNK_EXTENSION;
        }
        extensions += ChunkLine.extensions(lines.octets(), length);
        part = left == 0 ? Part.TRAILERS : Part.DATA;
        return extensions > limits.chunkExtensions()
                ? FramingFault.CHUNK_EXTENSIONS_TOO_LARGE
                : null;
    }

    private @Nullable FramingFault data(ByteBuf in, List<Object> out) {
        int piece = (int) Math.min(left, in.readableBytes());
        out.add(BodyReader.piece(in, piece));
        left -= piece;
        if (left == 0) {
            part = Part.END;
        }
        return null;
    }

    /** The data must end exactly where the size said. */
    private @Nullable FramingFault end(ByteBuf in) {
        if (in.getByte(in.readerIndex()) != '\r') {
            return FramingFault.BAD_CHUNK_END;
        }
        if (in.readableBytes() < 2) {
            return null;
        }
        if (in.getByte(in.readerIndex() + 1) != '\n') {
            return FramingFault.BAD_CHUNK_END;
        }
        in.skipBytes(2);
        part = Part.SIZE;
        return null;
    }

    private @Nullable FramingFault trailer(ByteBuf in, List<Object> out) {
        int length = lines.read(in, limits.trailers());
        if (length < 0) {
            return lineFault(length, FramingFault.TRAILERS_TOO_LARGE);
        }
        if (length == 0) {
            part = Part.DONE;
            out.add(LastHttpContent.EMPTY_LAST_CONTENT);
            return null;
        }
        trailerOctets += length + 2;
        if (trailerOctets > limits.trailers() || ++trailers > limits.trailerCount()) {
            return FramingFault.TRAILERS_TOO_LARGE;
        }
        var fault = trailer.parse(lines.octets(), length);
        return fault == null && isFraming() ? FramingFault.BAD_TRAILER : fault;
    }

    /** A trailer that speaks of framing or routing is meant for a parser that believes it. */
    private boolean isFraming() {
        return trailer.is(HttpHeaderNames.CONTENT_LENGTH)
                || trailer.is(HttpHeaderNames.TRANSFER_ENCODING)
                || trailer.is(HttpHeaderNames.HOST);
    }

    private static @Nullable FramingFault lineFault(int outcome, FramingFault tooLong) {
        return switch (outcome) {
            case LineReader.TOO_LONG -> tooLong;
            case LineReader.BARE -> FramingFault.BARE_LINE_END;
            default -> null;
        };
    }
}
