package io.raygate.loadtest.serve.grpc;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * How a gRPC call ended.
 *
 * @param code as in gRPC's status codes
 * @param message without encoding; empty for none
 */
record GrpcStatus(int code, String message) {
    static final GrpcStatus OK = new GrpcStatus(0, "");

    private static final String LIST =
            " Ping /ray.serve.RayServeAPIService/ListApplications for available applications.";

    static GrpcStatus deadlineExceeded() {
        return new GrpcStatus(4, "Deadline Exceeded");
    }

    static GrpcStatus noMetadata() {
        return new GrpcStatus(5, "Application metadata not set." + LIST);
    }

    static GrpcStatus unknownApplication(String name) {
        return new GrpcStatus(5, "Application '" + name + "' not found." + LIST);
    }

    static GrpcStatus full(int queued, int bound) {
        return new GrpcStatus(
                8,
                "Request dropped due to backpressure (num_queued_requests="
                        + queued
                        + ", max_queued_requests="
                        + bound
                        + ").");
    }

    static GrpcStatus unimplemented() {
        return new GrpcStatus(12, "Method not found!");
    }

    static GrpcStatus internal(String message) {
        return new GrpcStatus(13, message);
    }

    static GrpcStatus unavailable(String message) {
        return new GrpcStatus(14, message);
    }

    /** The message as {@code grpc-message} carries it: percent-encoded but for printable ASCII. */
    String encodedMessage() {
        var encoded = new StringBuilder(message.length());
        for (byte octet : message.getBytes(StandardCharsets.UTF_8)) {
            if (octet >= ' ' && octet <= '~' && octet != '%') {
                encoded.append((char) octet);
            } else {
                encoded.append('%').append(String.format(Locale.ROOT, "%02X", octet & 0xFF));
            }
        }
        return encoded.toString();
    }
}
