package io.raygate.listener;

import io.netty.buffer.ByteBuf;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads the body of one request. */
interface BodyReader {

    /**
     * Reads on and adds whole pieces to {@code out}, the last one marked as such; null is good.
     * Each call takes at least a byte or adds nothing.
     */
    @Nullable FramingFault read(ByteBuf in, List<Object> out);

    /** Whether the last piece was added. */
    boolean isComplete();
}
