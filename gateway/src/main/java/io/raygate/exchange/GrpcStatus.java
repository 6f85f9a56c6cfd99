package io.raygate.exchange;

/** The gRPC status of a refusal (S-109). */
final class GrpcStatus {
    private GrpcStatus() {}

    static String of(RejectionCode code) {
        return switch (code.status()) {
            case 401 -> "16";
            case 403 -> "7";
            case 404 -> "12";
            case 413, 429 -> "8";
            case 502, 503 -> "14";
            case 504 -> "4";
            default -> code.status() < 500 ? "3" : "13";
        };
    }
}
