package io.raygate.exchange;

/**
 * The error object of OpenAI's API, as its client libraries read it.
 *
 * @param type the kind of error
 * @param code what exactly, our own code where OpenAI has none
 */
record OpenAiError(String type, String code) {

    static OpenAiError of(RejectionCode code) {
        return switch (code) {
            case OVERLOADED, GATEWAY_OVERLOADED ->
                    new OpenAiError("server_error", "server_is_overloaded");
            case RATE_LIMIT_EXCEEDED, CONCURRENCY_LIMIT_EXCEEDED ->
                    new OpenAiError("requests", "rate_limit_exceeded");
            default -> byStatus(code);
        };
    }

    private static OpenAiError byStatus(RejectionCode code) {
        if (code.status() == 401) {
            return new OpenAiError("invalid_request_error", "invalid_api_key");
        }
        String type = code.status() < 500 ? "invalid_request_error" : "server_error";
        return new OpenAiError(type, code.code());
    }

    /** Whether the same request can never succeed, so that {@code x-should-retry} forbids it. */
    static boolean isRetryUseless(RejectionCode code) {
        return switch (code.status()) {
            case 408, 429 -> false;
            case 501, 505 -> true;
            default -> code.status() < 500;
        };
    }
}
