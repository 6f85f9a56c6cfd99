package io.raygate.exchange;

import org.jspecify.annotations.Nullable;

/** What makes a request gRPC (S-109). */
final class Grpc {
    private static final String TYPE = "application/grpc";

    private Grpc() {}

    /**
     * Whether a content type is {@code application/grpc}, alone or with {@code +} or {@code ;}
     * behind.
     */
    static boolean isContentType(@Nullable String type) {
        if (type == null || !type.regionMatches(true, 0, TYPE, 0, TYPE.length())) {
            return false;
        }
        char next = type.length() == TYPE.length() ? ';' : type.charAt(TYPE.length());
        return next == '+' || next == ';';
    }

    /** Ray takes the application and the model from these names: only a route may set them. */
    static void stripMetadata(Fields fields) {
        fields.remove("application");
        fields.remove("multiplexed-model-id");
        fields.remove("session-id");
    }
}
