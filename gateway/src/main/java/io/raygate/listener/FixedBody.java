package io.raygate.listener;

import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A body of a length known before (S-04). */
final class FixedBody implements BodyReader {
    private long left;

    /** Begins a body of {@code length} bytes, at least one. */
    FixedBody begin(long length) {
        left = length;
        return this;
    }

    @Override
    public @Nullable FramingFault read(ByteBuf in, List<Object> out) {
        int piece = (int) Math.min(left, in.readableBytes());
        if (piece > 0) {
            left -= piece;
            out.add(BodyReader.piece(in, piece));
        }
        if (left == 0) {
            out.add(LastHttpContent.EMPTY_LAST_CONTENT);
        }
        return null;
    }

    long left() {
        return left;
    }

    @Override
    public boolean isComplete() {
        return left == 0;
    }
}
