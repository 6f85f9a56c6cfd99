package io.raygate.forward;

import io.netty.util.AsciiString;
import io.raygate.exchange.Fields;

/** What an upstream's gRPC status may tell a caller (S-110). */
final class GrpcStatus {
    /** In place of a message that may hold a Python traceback with paths and process ids. */
    static final AsciiString FIXED_MESSAGE = AsciiString.cached("upstream error");

    private static final AsciiString UNKNOWN = AsciiString.cached("2");
    private static final AsciiString INTERNAL = AsciiString.cached("13");

    private GrpcStatus() {}

    /** Whether the status is one with which Ray sends what its code threw. */
    static boolean tellsOfInside(Fields fields) {
        CharSequence status = fields.get(Names.GRPC_STATUS);
        return status != null
                && (AsciiString.contentEquals(status, INTERNAL)
                        || AsciiString.contentEquals(status, UNKNOWN));
    }
}
