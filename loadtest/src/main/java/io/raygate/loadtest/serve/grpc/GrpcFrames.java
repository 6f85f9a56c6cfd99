package io.raygate.loadtest.serve.grpc;

import io.vertx.core.buffer.Buffer;
import org.jspecify.annotations.Nullable;

/** The length prefix before each gRPC message: a compression flag and four octets of length. */
final class GrpcFrames {
    private static final int PREFIX = 5;

    private GrpcFrames() {}

    static Buffer wrap(Buffer message) {
        return Buffer.buffer(PREFIX + message.length())
                .appendByte((byte) 0)
                .appendInt(message.length())
                .appendBuffer(message);
    }

    /** The first message of a body, or null where there is no whole and plain one. */
    static @Nullable Buffer first(Buffer body) {
        if (body.length() < PREFIX || body.getByte(0) != 0) {
            return null;
        }
        long length = body.getUnsignedInt(1);
        return PREFIX + length > body.length()
                ? null
                : body.getBuffer(PREFIX, PREFIX + (int) length);
    }
}
