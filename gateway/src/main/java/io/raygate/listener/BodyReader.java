package io.raygate.listener;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.HttpContent;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the body of one request. */
interface BodyReader {

    /**
     * Reads on and adds whole pieces to {@code out}, the last one marked as such; null is good.
     * Each call takes at least a byte or adds nothing.
     */
    @Nullable FramingFault read(ByteBuf in, List<Object> out);

    /**
     * The next {@code length} bytes as a piece of a body. It is a copy in the heap: Vert.x would
     * make that copy of a pooled buffer anyway, and forgets to release pooled ones that it holds
     * back while a request is paused when the connection ends.
     */
    static HttpContent piece(ByteBuf in, int length) {
        var copy = new byte[length];
        in.readBytes(copy);
        return new DefaultHttpContent(Unpooled.wrappedBuffer(copy));
    }

    /** Whether the last piece was added. */
    boolean isComplete();
}
